namespace Swish.Analysis.Comparisons;

/// <summary>
/// Decides whether a completed run collapsed: whether its network is no better than one that predicts the same class
/// for every input.
/// </summary>
/// <remarks>
/// A constant prediction has at most the accuracy c, the share of the largest class among the N test examples. A
/// network above c + 3√(c(1 − c)/N), which is three standard errors more, has learned something; where few examples or
/// rare classes make that nearly 1 or more, so has one that is right about half of the other examples. The loss decides only
/// without an accuracy, because early in training it falls later than the accuracy rises.
/// </remarks>
internal sealed class CollapseRule
{
    // The test set of MNIST has 10 classes and 10,000 images, of which 1,135 show the most common digit, 1. These
    // values are used for results of versions that did not record them, and for tables without a data set.
    private const int MnistClasses = 10;
    private const int MnistCount = 10_000;
    private const double MnistChance = 0.1135;

    // A network with constant outputs still learns the class frequencies, so its loss approaches the entropy of the
    // labels, which is below ln(classes): 2.3012 for MNIST, where ln 10 is 2.3026.
    private const double LossAllowance = 0.005;

    // If only the number of classes is known, the largest class is assumed to have at most 1.2/classes of the examples.
    private const double MaxClassFactor = 1.2;

    private readonly double _scale;

    /// <summary>Creates the rule for a table of results.</summary>
    public CollapseRule(IReadOnlyList<ResultRow> results) => _scale = PercentScale(results, "TestAccuracy");

    /// <summary>Returns 100 if a column of accuracies is in percent, otherwise 1.</summary>
    public static double PercentScale(IReadOnlyList<ResultRow> results, string column) =>
        results.Any(r => ComparedNumber.TryRead(r[column], out double value, out _) && value is > 1 and <= 100)
            ? 100
            : 1;

    /// <summary>
    /// Returns the number of classes according to a row's column Classes or its data set; null if unknown.
    /// </summary>
    public static int? Classes(ResultRow row)
    {
        double classes = Math.Round(ComparedNumber.Read(row, "Classes"));
        if (classes is >= 2 and <= 1e6) return (int)classes;
        return IsMnist(row, out _) ? MnistClasses : null;
    }

    /// <summary>Decides whether a completed run collapsed.</summary>
    public (bool Collapsed, CollapseEvidence Evidence) Classify(ResultRow row)
    {
        double accuracy = ComparedNumber.Read(row, "TestAccuracy") / _scale;
        if (!double.IsNaN(accuracy) && Bound(row, out bool assumed) is { } bound)
            return (accuracy <= bound, assumed ? CollapseEvidence.AssumedMnist : CollapseEvidence.Accuracy);

        // A constant prediction of numbers has R² of 0 at best; predictions that are not numbers have none, and are worse.
        double r2 = ComparedNumber.Read(row, "R2");
        if (!double.IsNaN(r2)) return (r2 <= 0, CollapseEvidence.Accuracy);
        if (IsNaN(row, "R2") || IsNaN(row, "RMSE")) return (true, CollapseEvidence.Accuracy);

        // The test loss is measured at the end; the training loss is a mean over the whole last epoch, so it is second
        // choice.
        double loss = ComparedNumber.Read(row, "TestLoss");
        if (double.IsNaN(loss)) loss = ComparedNumber.Read(row, "TrainLoss");
        if (double.IsNaN(loss) || Classes(row) is not { } classes) return (false, CollapseEvidence.None);
        bool byLoss = loss >= Math.Log(classes) * (1 - LossAllowance);
        return (byLoss && !(accuracy > MaxClassFactor / classes), CollapseEvidence.Loss);
    }

    /// <summary>Determines whether a row has NaN in a column, and not nothing.</summary>
    private static bool IsNaN(ResultRow row, string column) =>
        ComparedNumber.TryRead(row[column], out double value, out _) && double.IsNaN(value);

    private static double? Bound(ResultRow row, out bool assumed)
    {
        double chance = ComparedNumber.Read(row, "ChanceAccuracy"), count = ComparedNumber.Read(row, "TestCount");
        assumed = false;
        if (chance is not (> 0 and < 1) || !(count >= 1))
        {
            if (!IsMnist(row, out assumed)) return null;
            (chance, count) = (MnistChance, MnistCount);
        }
        return Math.Min(chance + (3 * Math.Sqrt(chance * (1 - chance) / count)), (1 + chance) / 2);
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
