using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>A run as a comparison sees it.</summary>
internal sealed class ComparedRun
{
    private const int DefaultClasses = 10;

    // A dead network learns the classes' frequencies, which are not quite equal: on MNIST its loss is 2.3010, where ln
    // 10 is 2.3026. This share below ln(classes) is still a guess.
    private const double FrequencyAllowance = 0.001;

    private ComparedRun(string activation, string seed, bool diverged, bool collapsed, double value)
    {
        Activation = activation;
        Seed = seed;
        Diverged = diverged;
        Collapsed = collapsed;
        Value = value;
    }

    public string Activation { get; }

    /// <summary>The seed as text: whatever pairs runs.</summary>
    public string Seed { get; }

    public bool Diverged { get; }

    /// <summary>
    /// Whether the network ended no better than a guess: it diverged, or its final loss is that of one.
    /// </summary>
    public bool Collapsed { get; }

    /// <summary>The metric's value; NaN where the run has none.</summary>
    public double Value { get; }

    /// <summary>Reads a run, or gives null for one that shows nothing.</summary>
    /// <exception cref="SwishException">
    /// The row lacks the activation or the seed (MissingColumn), or a number is none (InvalidNumber).
    /// </exception>
    public static ComparedRun? Read(ResultRow row, ComparisonMetric metric)
    {
        if (ShowsNothing(row)) return null;
        bool diverged = Is(row, RunStatus.Diverged);
        bool collapsed = diverged || row.Number("TrainLoss") >= LossOfAGuess(row);
        return new(Needed(row, "Activation"), Needed(row, "Seed"), diverged, collapsed, ValueOf(row, metric.Column));
    }

    /// <summary>Whether the run was cancelled or failed, so that its figures say nothing of the network.</summary>
    public static bool ShowsNothing(ResultRow row) => Is(row, RunStatus.Stopped) || Is(row, RunStatus.Failed);

    /// <summary>Whether the run did fewer steps than were asked of it.</summary>
    public static bool EndedEarly(ResultRow row) => ShowsNothing(row) || Is(row, RunStatus.Diverged);

    /// <summary>Whether a column is an accuracy, of which a diverged run has that of a guess.</summary>
    public static bool IsAccuracy(string column) => column.EndsWith("Accuracy", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// What a run counts with in a column: of a diverged one 1/classes in an accuracy, and NaN in another.
    /// </summary>
    /// <exception cref="SwishException">The value is no number (InvalidNumber).</exception>
    public static double ValueOf(ResultRow row, string column) =>
        !Is(row, RunStatus.Diverged) ? row.Number(column)
        : IsAccuracy(column) ? 1.0 / Classes(row)
        : double.NaN;

    private static double LossOfAGuess(ResultRow row) => Math.Log(Classes(row)) * (1 - FrequencyAllowance);

    /// <summary>
    /// The number of classes: from a column of that name, from a diverged run's accuracy, or the ten of MNIST.
    /// </summary>
    private static int Classes(ResultRow row)
    {
        double classes = row.Number("Classes");
        if (double.IsNaN(classes) && Is(row, RunStatus.Diverged)) classes = 1 / row.Number("TestAccuracy");
        double whole = Math.Round(classes);
        return whole is >= 2 and <= 1e6 && Math.Abs(classes - whole) < 1e-9 * whole ? (int)whole : DefaultClasses;
    }

    private static string Needed(ResultRow row, string column)
    {
        string text = row.Text(column);
        return text.Length > 0 ? text : throw new SwishException("MissingColumn", FaultKind.InvalidData,
            $"A result has no {column}. A comparison needs the columns Activation and Seed and the metric.", column);
    }

    private static bool Is(ResultRow row, RunStatus status) =>
        row.Text("Status").Equals(status.ToString(), StringComparison.OrdinalIgnoreCase);
}
