using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>A run as a comparison sees it.</summary>
internal sealed class ComparedRun
{
    private const int DefaultClasses = 10;

    // A network that answers the same to everything still learns the classes' frequencies, which are seldom quite
    // equal: MNIST's labels have an entropy of 2.3012, where ln 10 is 2.3026, and the commonest is 0.1135 of the test
    // set. A loss so little below ln(classes) is still a guess where the accuracy, too, is no higher than this many
    // times 1/classes.
    private const double LossAllowance = 0.005;
    private const double AccuracyOfOneAnswer = 1.2;

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
    /// Whether the network ended no better than a guess: it diverged; its final training loss is at or above
    /// ln(classes); or that loss is within 0.5 % below it, and the test accuracy that of one answer to everything.
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
        bool collapsed = diverged || EndedAsAGuess(row);
        return new(Needed(row, "Activation"), Needed(row, "Seed"), diverged, collapsed, ValueOf(row, metric.Column));
    }

    /// <summary>Whether the run was canceled or failed, so that its figures say nothing of the network.</summary>
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

    private static bool EndedAsAGuess(ResultRow row)
    {
        int classes = Classes(row);
        double guess = Math.Log(classes), loss = row.Number("TrainLoss");
        if (loss >= guess) return true;
        // A network that has learnt more than its loss shows yet, as in its first steps, is told by its accuracy.
        return loss >= guess * (1 - LossAllowance) && !(row.Number("TestAccuracy") > AccuracyOfOneAnswer / classes);
    }

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
        return text.Length > 0 ? text : throw new SwishException("MissingColumn", ErrorKind.InvalidData,
            $"A result has no {column}. A comparison needs the columns Activation and Seed and the metric.", column);
    }

    private static bool Is(ResultRow row, RunStatus status) =>
        row.Text("Status").Equals(status.ToString(), StringComparison.OrdinalIgnoreCase);
}
