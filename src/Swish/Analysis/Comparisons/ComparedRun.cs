using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>A run as a comparison sees it.</summary>
internal sealed class ComparedRun
{
    private const int DefaultClasses = 10;

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

    /// <summary>Whether the network ended no better than a guess: it diverged, or its final loss is that of one.</summary>
    public bool Collapsed { get; }

    /// <summary>The metric's value; NaN where the run has none.</summary>
    public double Value { get; }

    /// <summary>Reads a run, or gives null for one that was stopped or failed and so shows nothing.</summary>
    /// <exception cref="SwishException">The row lacks the activation or the seed (MissingColumn), or a number is none (InvalidNumber).</exception>
    public static ComparedRun? Read(ResultRow row, ComparisonMetric metric)
    {
        string status = row.Text("Status");
        if (Is(status, RunStatus.Stopped) || Is(status, RunStatus.Failed)) return null;

        bool diverged = Is(status, RunStatus.Diverged);
        int classes = Classes(row, diverged);
        double trainLoss = row.Number("TrainLoss");
        double value = !diverged ? row.Number(metric.Column)
            : metric.IsAccuracy ? 1.0 / classes
            : double.NaN;
        return new(Needed(row, "Activation"), Needed(row, "Seed"), diverged,
            diverged || trainLoss >= Math.Log(classes), value);
    }

    /// <summary>The number of classes: from a column of that name, from a diverged run's accuracy, or the ten of MNIST.</summary>
    private static int Classes(ResultRow row, bool diverged)
    {
        double classes = row.Number("Classes");
        if (double.IsNaN(classes) && diverged) classes = 1 / row.Number("TestAccuracy");
        double whole = Math.Round(classes);
        return whole is >= 2 and <= 1e6 && Math.Abs(classes - whole) < 1e-9 * whole ? (int)whole : DefaultClasses;
    }

    private static string Needed(ResultRow row, string column)
    {
        string text = row.Text(column);
        return text.Length > 0 ? text : throw new SwishException("MissingColumn", FaultKind.InvalidData,
            $"A result has no {column}. A comparison needs the columns Activation and Seed and the metric.", column);
    }

    private static bool Is(string text, RunStatus status) =>
        text.Equals(status.ToString(), StringComparison.OrdinalIgnoreCase);
}
