namespace Swish.Tests.Reference;

/// <summary>Softmax and cross-entropy, averaged over the batch, in nats.</summary>
internal static class ReferenceCrossEntropy
{
    public static double Loss(double[][] logits, int[] labels) =>
        logits.Zip(labels, (row, label) => LogSumExp(row) - row[label]).Average();

    /// <summary>(softmax − one-hot)/batch.</summary>
    public static double[][] Gradient(double[][] logits, int[] labels) =>
        [.. logits.Zip(labels, (row, label) =>
        {
            double logSum = LogSumExp(row);
            return row.Select((x, j) => (Math.Exp(x - logSum) - (j == label ? 1 : 0)) / logits.Length).ToArray();
        })];

    private static double LogSumExp(double[] row)
    {
        double largest = row.Max();
        return largest + Math.Log(row.Sum(x => Math.Exp(x - largest)));
    }
}
