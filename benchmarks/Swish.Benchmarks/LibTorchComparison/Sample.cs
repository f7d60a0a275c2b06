namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Order statistics of a few measurements.</summary>
internal static class Sample
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>Returns the quantile, linear between neighbors.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
