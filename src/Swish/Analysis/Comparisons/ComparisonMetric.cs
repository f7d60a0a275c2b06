namespace Swish.Analysis.Comparisons;

/// <summary>The column that is compared, and which way is better.</summary>
internal sealed class ComparisonMetric
{
    private ComparisonMetric(string column, bool higherIsBetter, bool directionIsKnown)
    {
        Column = column;
        HigherIsBetter = higherIsBetter;
        DirectionIsKnown = directionIsKnown;
    }

    public string Column { get; }

    public bool HigherIsBetter { get; }

    /// <summary>False for a column of one's own, of which higher is taken as better.</summary>
    public bool DirectionIsKnown { get; }

    /// <summary>Whether a diverged run still has a value: an accuracy, which is then that of a guess.</summary>
    public bool IsAccuracy => ComparedRun.IsAccuracy(Column);

    /// <summary>Finds the metric's column and checks that it holds numbers.</summary>
    /// <exception cref="SwishException">There is no such column, or one without numbers (UnknownMetric).</exception>
    public static ComparisonMetric Find(string name, IReadOnlyList<ResultRow> results)
    {
        string? column = results.SelectMany(r => r.Columns)
            .FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (column is null)
            throw Unknown($"The results have no column '{name}'.");
        if (!results.Any(r => ResultRow.TryReadNumber(r[column], out double value) && !double.IsNaN(value)))
            throw Unknown($"The column {column} holds no number.");

        bool higher = Ends("Accuracy") || Ends("PerSecond");
        bool lower = Ends("Loss") || Ends("Error") || Ends("Seconds") || column is "Parameters" or "Steps" or "Epochs";
        return new(column, !lower, higher || lower);

        bool Ends(string ending) => column.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

        SwishException Unknown(string problem)
        {
            string[] numeric = [.. results[0].Columns.Where(c => c is not ("Activation" or "Seed")
                && results.Any(r => ResultRow.TryReadNumber(r[c], out double value) && !double.IsNaN(value)))];
            string choice = numeric.Length > 0
                ? $"Choose one of {string.Join(", ", numeric)}."
                : "A comparison takes results of Invoke-SwishTraining, or a table with their columns.";
            return new("UnknownMetric", ErrorKind.NotFound,
                $"{problem} {choice}", name);
        }
    }
}
