namespace Swish.Tests.Reference;

/// <summary>Softmax and cross-entropy, averaged over the batch, in nats.</summary>
internal static class ReferenceCrossEntropy
{
    public static double Loss(double[][] logits, int[] labels, double smoothing = 0) =>
        logits.Zip(labels, (row, label) => row.Select((x, j) =>
            Target(row.Length, j == label, smoothing) * (LogSumExp(row) - x)).Sum()).Average();

    /// <summary>(softmax − target)/batch.</summary>
    public static double[][] Gradient(double[][] logits, int[] labels, double smoothing = 0) =>
        [.. logits.Zip(labels, (row, label) =>
        {
            double logSum = LogSumExp(row);
            return row.Select((x, j) =>
                (Math.Exp(x - logSum) - Target(row.Length, j == label, smoothing)) / logits.Length).ToArray();
        })];

    /// <summary>(1 − ε)·onehot + ε/classes.</summary>
    private static double Target(int classes, bool isLabel, double smoothing) =>
        ((1 - smoothing) * (isLabel ? 1 : 0)) + (smoothing / classes);

    private static double LogSumExp(double[] row)
    {
        double largest = row.Max();
        return largest + Math.Log(row.Sum(x => Math.Exp(x - largest)));
    }
}
