namespace Swish.Benchmarks.Peers;

/// <summary>A line of the table: a time of ours beside one to compare it with.</summary>
/// <param name="Workload">What was done.</param>
/// <param name="Variant">How this library did it, where there is a choice.</param>
/// <param name="Threads">Threads on each side.</param>
/// <param name="Other">Who or what it is compared with.</param>
/// <param name="OtherMilliseconds">The other's median, in milliseconds; null where it cannot load.</param>
/// <param name="OurMilliseconds">Our median, in milliseconds.</param>
/// <param name="Ratio">The median of the windows' ratios, the other's time over ours.</param>
/// <param name="RatioLower">The ratios' lower quartile.</param>
/// <param name="RatioUpper">The ratios' upper quartile.</param>
/// <param name="Least">What the ratio is to be at least; null where nothing is asked.</param>
/// <param name="Windows">Windows of each side.</param>
internal sealed record PeerRow(
    string Workload, string Variant, int Threads, string Other, double? OtherMilliseconds, double OurMilliseconds,
    double? Ratio, double? RatioLower, double? RatioUpper, double? Least, int Windows)
{
    /// <summary>Makes a row of paired windows.</summary>
    /// <param name="workload">What was done.</param>
    /// <param name="variant">How this library did it.</param>
    /// <param name="threads">Threads on each side.</param>
    /// <param name="other">Who or what it is compared with.</param>
    /// <param name="others">The other's seconds, window by window; null where it cannot load.</param>
    /// <param name="ours">Our seconds, window by window.</param>
    /// <param name="least">What the ratio is to be at least.</param>
    public static PeerRow Of(
        string workload, string variant, int threads, string other, double[]? others, double[] ours, double? least)
    {
        double ourMilliseconds = 1e3 * Sample.Median(ours);
        if (others is null)
            return new(workload, variant, threads, other, null, ourMilliseconds, null, null, null, least, ours.Length);
        double[] ratios = [.. others.Zip(ours, (a, b) => a / b)];
        return new(workload, variant, threads, other, 1e3 * Sample.Median(others), ourMilliseconds,
            Sample.Median(ratios), Sample.Quantile(ratios, 0.25), Sample.Quantile(ratios, 0.75), least, ours.Length);
    }
}
