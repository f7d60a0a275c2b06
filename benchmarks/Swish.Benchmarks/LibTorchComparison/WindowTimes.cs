namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>What a contender's windows took.</summary>
/// <param name="Seconds">Seconds an iteration, window by window.</param>
/// <param name="Cores">
/// Processor time over wall time in these windows. Fewer cores than threads tell that other programs had them, and that
/// the times are of little worth.
/// </param>
internal sealed record WindowTimes(double[] Seconds, double Cores)
{
    /// <summary>Gets the median, in milliseconds.</summary>
    public double Milliseconds => 1e3 * Sample.Median(Seconds);
}
