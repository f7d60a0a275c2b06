namespace Swish.Analysis.Comparisons;

/// <summary>Represents the column to compare, with the direction that is better.</summary>
internal sealed class ComparisonMetric
{
    private ComparisonMetric(string column) => Column = column;

    public string Column { get; }

    public bool HigherIsBetter { get; private init; }

    /// <summary>
    /// Gets a value indicating whether the better direction is known from the column's name or the options. If not,
    /// higher is taken to be better.
    /// </summary>
    public bool DirectionIsKnown { get; private init; }

    /// <summary>
    /// Gets a value indicating whether the metric measures how well a network learned, so that a collapsed run counts
    /// as the worst. Times and sizes do not.
    /// </summary>
    public bool MeasuresLearning { get; private init; }

    /// <summary>Gets 100 for accuracies in percent, otherwise 1.</summary>
    public double PercentScale { get; private init; } = 1;

    /// <summary>
    /// Gets a value indicating whether the metric is an accuracy, in which a diverged run has the value of a guess.
    /// </summary>
    public bool IsAccuracy => ComparedRun.IsAccuracy(Column);

    /// <summary>
    /// Gets a value indicating whether the metric is the share of test examples that are correctly classified.
    /// </summary>
    public bool CountsCorrectExamples => Column.Equals("TestAccuracy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns whether higher is better in a column.</summary>
    /// <param name="column">The column, as the results write it.</param>
    /// <returns>Whether it is; null if the name does not say it.</returns>
    public static bool? HigherIsBetterByName(string column)
    {
        bool higher = Ends("Accuracy") || Ends("PerSecond") || column is "R2";
        bool lower = Ends("Loss") || Ends("Error") || column is "RMSE" or "MAE" || Ends("Seconds")
            || column is "Parameters" or "Steps" or "Epochs";
        return lower ? false : higher ? true : null;

        bool Ends(string ending) => column.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Finds the metric's column and checks that it holds numbers.</summary>
    /// <param name="name">The column's name, case-blind.</param>
    /// <param name="results">The results.</param>
    /// <param name="lowerIsBetter">Whether lower is better even if the column's name does not say so.</param>
    /// <exception cref="SwishException">The column does not exist or holds no numbers (UnknownMetric).</exception>
    public static ComparisonMetric Find(string name, IReadOnlyList<ResultRow> results, bool lowerIsBetter)
    {
        string? column = results.SelectMany(r => r.Columns)
            .FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (column is null)
            throw Unknown($"The results have no column '{name}'.");
        // Where no run has learned anything, all are equally bad by any measure.
        CollapseRule rule = new(results);
        if (!results.Any(r => IsNumber(r, column)) && !results.All(r => ComparedRun.EndedEarly(r) || rule.Classify(r).Collapsed))
            throw Unknown($"The column {column} holds no number.");

        bool? higher = HigherIsBetterByName(column);
        return new(column)
        {
            HigherIsBetter = (higher ?? true) && !lowerIsBetter,
            DirectionIsKnown = higher is not null || lowerIsBetter,
            MeasuresLearning = !(Ends("PerSecond") || Ends("Seconds") || column is "Parameters" or "Steps" or "Epochs"),
            PercentScale = ComparedRun.IsAccuracy(column) ? CollapseRule.PercentScale(results, column) : 1,
        };

        bool Ends(string ending) => column.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

        static bool IsNumber(ResultRow row, string column) =>
            ComparedNumber.TryRead(row[column], out double value, out _) && !double.IsNaN(value);

        SwishException Unknown(string problem)
        {
            string[] numeric = [.. results[0].Columns.Where(c => c is not ("Activation" or "Seed" or "SplitSeed")
                && results.Any(r => IsNumber(r, c)))];
            string choice = numeric.Length > 0
                ? $"Choose one of {string.Join(", ", numeric)}."
                : "A comparison takes results of Invoke-SwishTraining, or a table with their columns.";
            // A file with another delimiter, as spreadsheets write it in some languages, is read as one column.
            if (results[0].Columns is [string only] && only.IndexOfAny([';', '\t']) is > 0 and int at)
                choice = $"They have one column, '{only}'; read the file with Import-Csv -Delimiter "
                    + (only[at] == ';' ? "';'." : "\"`t\".");
            return new("UnknownMetric", ErrorKind.NotFound,
                $"{problem} {choice}", name);
        }
    }
}
