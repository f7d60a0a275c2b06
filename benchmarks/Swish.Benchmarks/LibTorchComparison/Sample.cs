namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Computes order statistics of a few measurements.</summary>
internal static class Sample
{
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>Returns a quantile, with linear interpolation.</summary>
    public static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
