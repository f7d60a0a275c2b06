namespace Swish.Data.Tables;

/// <summary>Encodes the features of a table as inputs: numbers as they are, and texts one-hot.</summary>
internal sealed class TableEncoder
{
    private readonly TableColumn[] _columns;
    private readonly int[] _rows;
    private readonly int[] _starts;

    /// <summary>Creates the encoder of some rows.</summary>
    /// <param name="columns">The features.</param>
    /// <param name="rows">The rows of the table that are used.</param>
    /// <exception cref="SwishException">
    /// A column has the name of a category of another, or such a name cannot be told from one (TableColumnAmbiguous).
    /// </exception>
    public TableEncoder(TableColumn[] columns, int[] rows)
    {
        _columns = columns;
        _rows = rows;
        _starts = new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            _starts[i] = InputCount;
            InputCount += columns[i].IsText ? columns[i].Categories.Length : 1;
        }
        RequireDistinctNames();
    }

    /// <summary>Gets the number of inputs of a row.</summary>
    public int InputCount { get; }

    /// <summary>Gets the names of the inputs: of the column, or <c>column=category</c>.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. _columns.SelectMany(column =>
            column.IsText ? column.Categories.Select(category => $"{column.Name}={category}") : [column.Name]),
    ];

    /// <summary>Gets the columns of text, in order.</summary>
    public IReadOnlyList<TextColumn> TextColumns =>
    [
        .. _columns.Zip(_starts).Where(pair => pair.First.IsText)
            .Select(pair => new TextColumn(pair.First.Name, pair.Second, pair.First.Categories.Length)),
    ];

    /// <summary>Encodes the rows to train on and to test on.</summary>
    /// <param name="training">The indices of the rows to train on, among those that are used.</param>
    /// <param name="test">The indices of the rows to test on.</param>
    /// <param name="missing">What missing values become.</param>
    /// <returns>The inputs of both, <c>[rows, inputs]</c>.</returns>
    /// <exception cref="SwishException">There are too many inputs for an array (TableTooLarge), or a column has no value
    /// to compute a mean of (TableMissingValue).</exception>
    public (float[] Training, float[] Test) Encode(int[] training, int[] test, MissingValueRule missing)
    {
        long longest = (long)InputCount * Math.Max(training.Length, test.Length);
        if (longest > Array.MaxLength)
            throw TooLarge(Math.Max(training.Length, test.Length), $"more than {Array.MaxLength} numbers");
        long bytes = sizeof(float) * (long)InputCount * (training.Length + test.Length);
        if (bytes > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            throw TooLarge(training.Length + test.Length, $"{bytes >> 20} MiB, more than the memory");
        float[] trainingInputs = Encode(training), testInputs = Encode(test);
        if (missing == MissingValueRule.Mean) FillMeans(trainingInputs, testInputs);
        return (trainingInputs, testInputs);
    }

    // A trained network finds the columns of a row by these names.
    private void RequireDistinctNames()
    {
        Dictionary<string, TableColumn> numbers = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (TableColumn column in _columns)
        {
            // Names that differ only in characters that are escaped.
            if (!names.Add(column.Name))
                throw new SwishException("TableColumnAmbiguous", ErrorKind.InvalidData,
                    $"Two columns have the name '{column.Name}'. Rename or exclude one.", column.Name);
            if (!column.IsText) numbers.Add(column.Name, column);
        }
        foreach (TableColumn column in _columns.Where(column => column.IsText))
        {
            TableColumn? other = column.Categories
                .Select(category => numbers.GetValueOrDefault($"{column.Name}={category}"))
                .FirstOrDefault(found => found is not null);
            if (other is null && !column.Name.Contains('=', StringComparison.Ordinal)) continue;
            throw new SwishException("TableColumnAmbiguous", ErrorKind.InvalidData,
                (other is null
                    ? $"The name of the column of text '{column.Name}' has a '=', which separates column and category."
                    : $"The column '{other.Name}' has the name of a category of the column '{column.Name}'.")
                + " Rename or exclude it.", (other ?? column).Name);
        }
    }

    private SwishException TooLarge(int rows, string size) => new("TableTooLarge", ErrorKind.LimitExceeded,
        $"{rows} rows of {InputCount} inputs are {size}; exclude columns of text, whose values have an input each, or use "
        + "fewer rows.", InputCount);

    private float[] Encode(int[] rows)
    {
        float[] inputs = new float[(long)rows.Length * InputCount];
        // Column by column, because the values of a column are together.
        for (int c = 0; c < _columns.Length; c++)
        {
            TableColumn column = _columns[c];
            for (int i = 0; i < rows.Length; i++)
            {
                int row = _rows[rows[i]], first = (i * InputCount) + _starts[c];
                if (column.IsMissing(row))
                    inputs.AsSpan(first, column.IsText ? column.Categories.Length : 1).Fill(float.NaN);
                else if (column.IsText) inputs[first + (int)column.Value(row)] = 1;
                else inputs[first] = (float)column.Value(row);
            }
        }
        return inputs;
    }

    private void FillMeans(float[] training, float[] test)
    {
        double[] sums = new double[InputCount];
        int[] counts = new int[InputCount];
        for (int i = 0; i < training.Length; i++)
        {
            if (float.IsNaN(training[i])) continue;
            sums[i % InputCount] += training[i];
            counts[i % InputCount]++;
        }
        int empty = Array.IndexOf(counts, 0);
        if (empty >= 0)
            throw new SwishException("TableMissingValue", ErrorKind.InvalidData,
                $"No row to train on has a value of {Names[empty]}, so there is no mean; exclude the column.",
                Names[empty]);
        foreach (float[] inputs in (float[][])[training, test])
            for (int i = 0; i < inputs.Length; i++)
                if (float.IsNaN(inputs[i]))
                    inputs[i] = (float)(sums[i % InputCount] / counts[i % InputCount]);
    }
}
