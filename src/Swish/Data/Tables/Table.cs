using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Swish.Data.Tables;

/// <summary>
/// Collects the rows of a table, from a file or from objects, and makes data sets of them. Not thread-safe.
/// </summary>
/// <param name="culture">The culture in which a column of numbers may be written, besides the invariant one.</param>
public sealed partial class Table(CultureInfo culture)
{
    /// <summary>The largest number of columns.</summary>
    public const int MaxColumns = 100_000;

    /// <summary>The largest number of different texts in a column that is a feature.</summary>
    public const int MaxCategories = 256;

    /// <summary>The largest number of different whole numbers that <see cref="PredictionTask.Auto"/> takes for
    /// classes.</summary>
    public const int MaxAutoClasses = 100;

    private const int MaxNamed = 5;

    private readonly List<TableColumn> _columns = [];
    private readonly Dictionary<string, TableColumn> _byName = new(StringComparer.OrdinalIgnoreCase);
    private int? _testStart;
    private (int Rows, string Hash) _content = (-1, "");

    /// <summary>Gets the number of complete rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>Gets the columns, in the order in which they were found.</summary>
    public IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>Returns the column of a name, case-insensitive. A new one has missing values in all rows before.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The column.</returns>
    /// <exception cref="SwishException">There are too many columns (TableTooLarge).</exception>
    public TableColumn Column(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.TryGetValue(name, out TableColumn? column)) return column;
        if (_columns.Count == MaxColumns)
            throw new SwishException("TableTooLarge", ErrorKind.LimitExceeded,
                $"The table has more than {MaxColumns} columns; exclude some of them.", name);
        column = new(name, RowCount);
        _columns.Add(column);
        _byName.Add(name, column);
        return column;
    }

    /// <summary>Ends a row: columns that have no value of it get a missing value.</summary>
    public void EndRow()
    {
        RowCount++;
        foreach (TableColumn column in _columns)
            if (column.Count < RowCount)
                column.AddMissing();
    }

    /// <summary>Begins the rows to test on: all that are added from now on.</summary>
    public void BeginTest() => _testStart ??= RowCount;

    /// <summary>Makes a data set of the table.</summary>
    /// <param name="options">How to make it.</param>
    /// <returns>The data set: one input for each column of numbers, and one for each category of a column of
    /// text.</returns>
    /// <exception cref="SwishException">
    /// The table has no rows (TableEmpty), no column of the label's name (TableColumnNotFound) or no other column
    /// (TableNoFeature); values are missing (TableMissingValue) or not finite (TableNotFinite); a column of text has too
    /// many different values (TableTooManyCategories), or a name that cannot be told from that of a category
    /// (TableColumnAmbiguous); the label has one value only, or too many (TableClassCount), or
    /// is not a number (TableLabelNotNumeric); a class is in the test rows only (TableUnknownClass); the table is larger
    /// than an array (TableTooLarge); or <see cref="ExampleSplit"/> rejects the split.
    /// </exception>
    public Dataset ToDataset(TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (RowCount == 0)
            throw new SwishException("TableEmpty", ErrorKind.InvalidData,
                $"'{options.Name}' has no rows; it needs two or more.", options.Name);
        TableColumn label = _byName.GetValueOrDefault(options.Label) ?? throw NotFound(options.Label);
        TableColumn[] features = [.. _columns.Where(column => column != label)];
        if (features.Length == 0)
            throw new SwishException("TableNoFeature", ErrorKind.InvalidData,
                $"'{options.Name}' has no column besides {label.Name}; a network needs at least one.", label.Name);
        foreach (TableColumn column in _columns)
        {
            column.Resolve(culture);
            RequireFinite(column);
        }
        int[] rows = KeptRows(label, features, options);
        TableLabel labels = TableLabel.Of(label, rows, options.Task);
        foreach (TableColumn column in features) RequireFewCategories(column);

        int testStart = Array.FindIndex(rows, row => row >= (_testStart ?? int.MaxValue));
        (int[] training, int[] test) = _testStart is null
            ? ExampleSplit.Stratified(labels.Classes, rows.Length, options.TestShare, options.SplitSeed)
            : SplitAt(testStart, rows.Length, options);
        labels.RequireTrained(training, test);
        if (_testStart is not null)
            foreach (TableColumn column in features)
                RequireInTest(column, rows, training, test, options);
        TableEncoder encoder = new(features, rows);
        (float[] trainingInputs, float[] testInputs) = encoder.Encode(training, test, options.MissingValue);
        return new(
            options.Name, ExampleShape.OfFeatures(encoder.InputCount), labels.Names.Count,
            labels.Join(trainingInputs, training, encoder.InputCount),
            labels.Join(testInputs, test, encoder.InputCount))
        {
            ClassNames = labels.Names,
            FeatureNames = encoder.Names,
            TextColumns = encoder.TextColumns,
            LabelName = label.Name,
            Scaling = options.Scaling,
            SplitSeed = options.SplitSeed,
            SourceFingerprint = SourceFingerprint(options),
            Notes = [.. NotesOn(_columns), .. features.Append(label).Select(c => c.ExplainRounding()).OfType<string>()],
        };
    }

    /// <summary>Creates the error for a column that does not exist.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The error.</returns>
    public SwishException NotFound(string name)
    {
        // A file with another delimiter, as spreadsheets write it in some languages, is read as one column.
        string advice = _columns is [{ Name: string only }] && only.IndexOfAny([';', '\t']) is > 0 and int at
            ? $" If its values are separated by {(only[at] == ';' ? "semicolons" : "tabs")}, read it with -Delimiter "
                + (only[at] == ';' ? "';'." : "\"`t\".")
            : "";
        return new("TableColumnNotFound", ErrorKind.NotFound,
            $"The table has no column '{name}'. It has {Some([.. _columns.Select(c => c.Name)], 20)}.{advice}", name);
    }

    /// <summary>Returns the hints of columns; one for all columns that have the same.</summary>
    private static string[] NotesOn(IEnumerable<TableColumn> columns) =>
    [
        .. columns.Where(c => c.Hint is not null).GroupBy(c => ExampleInHint().Replace(c.Hint!, "")).Select(same =>
            string.Join(' ', [same.First().Hint!,
                .. same.Count() == 1 ? Array.Empty<string>()
                    : [$"The same is true of {Some([.. same.Skip(1).Select(c => c.Name)], MaxNamed)}."]])),
    ];

    // What differs between the hints of two columns: the name and the value that is shown.
    [GeneratedRegex("(?<=^The column ).*?(?= is read as text)|(?<=such as )'[^']*'|(?<=text: )'[^']*'")]
    private static partial Regex ExampleInHint();

    private static (int[] Training, int[] Test) SplitAt(int start, int count, TableOptions options)
    {
        if (start <= 0)
            throw new SwishException("TableEmpty", ErrorKind.InvalidData,
                $"'{options.Name}' has no rows to {(start < 0 ? "test" : "train")} on; it needs one or more.",
                options.Name);
        return (ExampleSplit.Shuffled([.. Enumerable.Range(0, start)], options.SplitSeed),
            [.. Enumerable.Range(start, count - start)]);
    }

    /// <summary>
    /// Checks that a column has a value in a row to test on, unless it has none at all: its mean in all of them is most
    /// likely a name that was written otherwise in their file.
    /// </summary>
    private static void RequireInTest(TableColumn column, int[] rows, int[] training, int[] test, TableOptions options)
    {
        if (test.All(i => column.IsMissing(rows[i])) && !training.All(i => column.IsMissing(rows[i])))
            throw new SwishException("TableColumnNotFound", ErrorKind.NotFound,
                $"No row of '{options.Name}' to test on has a value in the column {column.Name}. Name it in their file as in that "
                + "of the rows to train on, or exclude it.", column.Name);
    }

    /// <summary>Computes a hash of the values and of all options but the seed of the split.</summary>
    private string SourceFingerprint(TableOptions options)
    {
        if (_content.Rows != RowCount)
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (TableColumn column in _columns) column.AppendTo(hash);
            _content = (RowCount, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        string rest = string.Create(CultureInfo.InvariantCulture,
            $"{_content.Hash}\n{_columns.IndexOf(_byName[options.Label])}\n{_testStart}\n{options.TestShare:R}\n")
            + $"{options.MissingValue}\n{options.Task}\n{options.Scaling}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rest)));
    }

    private int[] KeptRows(TableColumn label, TableColumn[] features, TableOptions options)
    {
        List<int> kept = new(RowCount), missing = [];
        for (int row = 0; row < RowCount; row++)
        {
            bool lacksFeature = options.MissingValue != MissingValueRule.Mean
                && Array.Exists(features, column => column.IsMissing(row));
            if (lacksFeature || label.IsMissing(row)) missing.Add(row);
            else kept.Add(row);
        }
        if (missing.Count > 0 && options.MissingValue != MissingValueRule.Drop)
        {
            bool isLabel = options.MissingValue == MissingValueRule.Mean;
            string[] columns = [.. features.Append(label).Where(c => missing.Exists(c.IsMissing)).Select(c => c.Name)];
            if (isLabel) columns = [label.Name];
            string[] numbers = [.. missing.Select(row => (row + 1).ToString(CultureInfo.InvariantCulture))];
            throw new SwishException("TableMissingValue", ErrorKind.InvalidData,
                (options.Name == TableOptions.DefaultName ? "The table" : $"'{options.Name}'")
                + $" lacks values in {(numbers.Length == 1 ? "row" : "rows")} {Some(numbers, MaxNamed)} "
                + $"(counted from 1), in {(columns.Length == 1 ? "the column" : "the columns")} "
                + $"{Some(columns, MaxNamed)}. "
                + (isLabel ? "A label cannot be replaced by a mean: use -MissingValue Drop, or fill it in."
                    : "Use -MissingValue Mean or Drop, fill them in, or exclude the columns."), columns[0]);
        }
        return kept.Count > 0
            ? [.. kept]
            : throw new SwishException("TableEmpty", ErrorKind.InvalidData,
                $"Every row of '{options.Name}' lacks a value, so none is left; exclude the columns without values, or "
                + "use -MissingValue Mean.", options.Name);
    }

    private void RequireFinite(TableColumn column)
    {
        for (int row = 0; row < RowCount && !column.IsText; row++)
            if (!column.IsMissing(row) && !float.IsFinite((float)column.Value(row)))
                throw new SwishException("TableNotFinite", ErrorKind.InvalidData,
                    string.Create(CultureInfo.InvariantCulture,
                        $"Row {row + 1} (counted from 1) has {column.Value(row)} in the column {column.Name}; numbers "
                        + $"must be finite in single precision, at most {float.MaxValue}."), column.Value(row));
    }

    private static void RequireFewCategories(TableColumn column)
    {
        if (column.Categories.Length > MaxCategories)
            throw new SwishException("TableTooManyCategories", ErrorKind.LimitExceeded,
                $"The column {column.Name} has {(column.Categories.Length > Dataset.MaxClasses ? "more than " : "")}"
                + $"{Math.Min(column.Categories.Length, Dataset.MaxClasses)} different texts, such as "
                + $"'{column.Categories[0]}'; at most {MaxCategories} become inputs. "
                + (column.Hint ?? "Exclude the column, or write its numbers with a decimal point."), column.Name);
    }

    private static string Some(string[] names, int count) =>
        string.Join(", ", names.Take(count)) + (names.Length > count ? $" and {names.Length - count} more" : "");
}
