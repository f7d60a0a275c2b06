namespace Swish.Data.Tables;

/// <summary>Represents the labels of the rows of a table: classes with names, or numbers to predict.</summary>
internal sealed class TableLabel
{
    private readonly TableColumn _column;
    private readonly ushort[] _classes;
    private readonly float[] _targets;

    private TableLabel(TableColumn column, IReadOnlyList<string> names, ushort[] classes, float[] targets)
    {
        _column = column;
        Names = names;
        _classes = classes;
        _targets = targets;
    }

    /// <summary>Gets the names of the classes; empty if the label is a number to predict.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets the class of each row; empty if the label is a number to predict.</summary>
    public ReadOnlySpan<ushort> Classes => _classes;

    /// <summary>Reads the label of each row.</summary>
    public static TableLabel Of(TableColumn column, int[] rows, PredictionTask task)
    {
        if (column.IsText) return task == PredictionTask.Regression ? throw NotNumeric(column) : OfText(column, rows);
        double[] distinct = column.DistinctNumbers();
        bool isClass = task == PredictionTask.Classification
            || (task == PredictionTask.Auto && distinct.Length <= Table.MaxAutoClasses
                && Array.TrueForAll(distinct, double.IsInteger));
        if (!isClass) return new(column, [], [], [.. rows.Select(row => (float)column.Value(row))]);
        distinct = [.. rows.Select(row => column.Value(row) + 0.0).Distinct().Order()];
        RequireCount(column, distinct.Length);
        return new(
            column, [.. distinct.Select(TableColumn.Format)],
            [.. rows.Select(row => (ushort)Array.BinarySearch(distinct, column.Value(row) + 0.0))], []);
    }

    /// <summary>Checks that every class to test on is trained on.</summary>
    public void RequireTrained(int[] training, int[] test)
    {
        if (_classes.Length == 0) return;
        HashSet<ushort> trained = [.. training.Select(row => _classes[row])];
        int unknown = Array.FindIndex(test, row => !trained.Contains(_classes[row]));
        if (unknown >= 0)
            throw new SwishException("TableUnknownClass", ErrorKind.InvalidData,
                $"The class '{Names[_classes[test[unknown]]]}' of the column {_column.Name} is only in rows to test "
                + $"on; it needs two or more rows, one of them to train on.{Hint(_column)}",
                Names[_classes[test[unknown]]]);
    }

    /// <summary>Joins the inputs of some rows with their labels.</summary>
    public ExampleSet Join(float[] inputs, int[] rows, int inputCount) =>
        _classes.Length > 0
            ? ExampleSet.OfFloats(inputs, [.. rows.Select(row => _classes[row])], inputCount)
            : ExampleSet.WithTargets(inputs, [.. rows.Select(row => _targets[row])], inputCount);

    private static TableLabel OfText(TableColumn column, int[] rows)
    {
        int[] used = [.. rows.Select(row => (int)column.Value(row)).Distinct().Order()];
        RequireCount(column, used.Length);
        return new(
            column, [.. used.Select(category => column.Categories[category])],
            [.. rows.Select(row => (ushort)Array.BinarySearch(used, (int)column.Value(row)))], []);
    }

    private static void RequireCount(TableColumn column, int count)
    {
        if (count is < 2 or > Dataset.MaxClasses)
            throw new SwishException("TableClassCount", ErrorKind.InvalidData,
                $"The label {column.Name} has {(count > Dataset.MaxClasses ? "more than " : "")}"
                + $"{Math.Min(count, Dataset.MaxClasses)} different {(count == 1 ? "value" : "values")}; a class has one "
                + $"of 2 to {Dataset.MaxClasses}.{Hint(column)}", column.Name);
    }

    private static SwishException NotNumeric(TableColumn column) =>
        new("TableLabelNotNumeric", ErrorKind.InvalidData,
            $"The label {column.Name} has texts, such as '{column.Categories[^1]}'; regression predicts numbers. "
            + (column.Hint ?? "Choose another label, or Classification."), column.Name);

    private static string Hint(TableColumn column) => column.Hint is null ? "" : " " + column.Hint;
}
