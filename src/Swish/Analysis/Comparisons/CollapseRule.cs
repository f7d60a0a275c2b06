namespace Swish.Analysis.Comparisons;

/// <summary>
/// Decides whether a run that completed collapsed: whether its network ended no better than one that gives the same
/// answer to everything.
/// </summary>
/// <remarks>
/// Such a network has the accuracy c, the share of the largest class among the test examples; one that is above
/// c + 3√(c(1 − c)/N), three standard errors of a share of N examples, has learned something. The loss decides only
/// where there is no accuracy: in the first steps of training it falls later than the accuracy rises.
/// </remarks>
internal sealed class CollapseRule
{
    // The facts of MNIST's test set: 10 classes, 10,000 images, of which 1,135 show the commonest digit, a 1. They
    // serve for results that were written before these facts were columns, and for tables that do not name a data set.
    private const int MnistClasses = 10;
    private const int MnistCount = 10_000;
    private const double MnistChance = 0.1135;

    // A network that answers the same to everything still learns how frequent the classes are, so that its loss ends at
    // their entropy, below ln(classes): 2.3012 of MNIST's labels, where ln 10 is 2.3026.
    private const double LossAllowance = 0.005;

    // Where only the number of classes is known, the largest is taken to have at most this many times its fair share.
    private const double LargestClass = 1.2;

    private readonly double _scale;

    /// <summary>Creates the rule for a table of results.</summary>
    public CollapseRule(IReadOnlyList<ResultRow> results) => _scale = PercentScale(results, "TestAccuracy");

    /// <summary>100 where a column of accuracies is in percent, else 1.</summary>
    public static double PercentScale(IReadOnlyList<ResultRow> results, string column) =>
        results.Any(r => ComparedNumber.TryRead(r[column], out double value, out _) && value is > 1 and <= 100)
            ? 100
            : 1;

    /// <summary>
    /// Returns the number of classes that a row says, by a column or by its data set; null where it says neither.
    /// </summary>
    public static int? Classes(ResultRow row)
    {
        double classes = Math.Round(ComparedNumber.Read(row, "Classes"));
        if (classes is >= 2 and <= 1e6) return (int)classes;
        return IsMnist(row, out _) ? MnistClasses : null;
    }

    /// <summary>Judges a run that completed.</summary>
    public (bool Collapsed, CollapseEvidence Evidence) Judge(ResultRow row)
    {
        double accuracy = ComparedNumber.Read(row, "TestAccuracy") / _scale;
        if (!double.IsNaN(accuracy) && Bound(row, out bool assumed) is { } bound)
            return (accuracy <= bound, assumed ? CollapseEvidence.AssumedMnist : CollapseEvidence.Accuracy);

        // The test loss is that of the end; the training loss is a mean over the last epoch, with its first steps.
        double loss = ComparedNumber.Read(row, "TestLoss");
        if (double.IsNaN(loss)) loss = ComparedNumber.Read(row, "TrainLoss");
        if (double.IsNaN(loss) || Classes(row) is not { } classes) return (false, CollapseEvidence.None);
        bool byLoss = loss >= Math.Log(classes) * (1 - LossAllowance);
        return (byLoss && !(accuracy > LargestClass / classes), CollapseEvidence.Loss);
    }

    private static double? Bound(ResultRow row, out bool assumed)
    {
        double chance = ComparedNumber.Read(row, "ChanceAccuracy"), count = ComparedNumber.Read(row, "TestCount");
        assumed = false;
        if (chance is not (> 0 and < 1) || !(count >= 1))
        {
            if (!IsMnist(row, out assumed)) return null;
            (chance, count) = (MnistChance, MnistCount);
        }
        return chance + 3 * Math.Sqrt(chance * (1 - chance) / count);
    }

    private static bool IsMnist(ResultRow row, out bool assumed)
    {
        string dataset = row.Text("Dataset");
        double classes = ComparedNumber.Read(row, "Classes");
        bool fits = double.IsNaN(classes) || classes == MnistClasses;
        assumed = dataset.Length == 0 && fits;
        return assumed || (dataset.Equals("MNIST", StringComparison.OrdinalIgnoreCase) && fits);
    }
}
