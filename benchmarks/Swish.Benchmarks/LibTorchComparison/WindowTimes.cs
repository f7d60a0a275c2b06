namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Represents the times of an alternative's windows.</summary>
/// <param name="Seconds">Seconds an iteration, window by window.</param>
/// <param name="Cores">
/// The processor time divided by the wall time. If it is below the number of threads, other programs used the cores,
/// and the times are not reliable.
/// </param>
internal sealed record WindowTimes(double[] Seconds, double Cores)
{
    /// <summary>Gets the median, in milliseconds.</summary>
    public double Milliseconds => 1e3 * Sample.Median(Seconds);
}
