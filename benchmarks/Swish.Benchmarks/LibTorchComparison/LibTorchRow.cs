namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Represents a row of the table: a time of this library and a time to compare it with.</summary>
internal sealed record LibTorchRow
{
    /// <summary>Gets what was done.</summary>
    public required string Workload { get; init; }

    /// <summary>Gets the method that this library used, if there is a choice.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Gets the number of threads on each side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Gets what the time is compared with.</summary>
    public string Other { get; init; } = "libtorch";

    /// <summary>Gets the other side's median, in milliseconds; null if it cannot be loaded.</summary>
    public double? OtherMilliseconds { get; init; }

    /// <summary>Gets this library's median, in milliseconds; null in a row that summarizes others.</summary>
    public double? OurMilliseconds { get; init; }

    /// <summary>
    /// Gets the median over the windows of the ratio of the other side's time to this library's time.
    /// </summary>
    public double? Ratio { get; init; }

    /// <summary>Gets the lower quartile of the ratios.</summary>
    public double? RatioLower { get; init; }

    /// <summary>Gets the upper quartile of the ratios.</summary>
    public double? RatioUpper { get; init; }

    /// <summary>Gets the required minimum of the ratio; null if there is none.</summary>
    public double? MinimumRatio { get; init; }

    /// <summary>
    /// Gets the time that the multiply-adds take at peak speed, in milliseconds; null if it is not defined.
    /// </summary>
    public double? LowerBoundMilliseconds { get; init; }

    /// <summary>Gets the mean number of cores that this library's windows used.</summary>
    public double? Cores { get; init; }

    /// <summary>Returns a copy of the row with the results of paired windows.</summary>
    /// <param name="others">The other's times; null where it cannot load.</param>
    /// <param name="ours">Our times.</param>
    public LibTorchRow With(WindowTimes? others, WindowTimes ours)
    {
        LibTorchRow row = this with { OurMilliseconds = ours.Milliseconds, Cores = ours.Cores };
        if (others is null) return row;
        double[] ratios = [.. others.Seconds.Zip(ours.Seconds, (a, b) => a / b)];
        return row with
        {
            OtherMilliseconds = others.Milliseconds,
            Ratio = Sample.Median(ratios),
            RatioLower = Sample.Quantile(ratios, 0.25),
            RatioUpper = Sample.Quantile(ratios, 0.75),
        };
    }
}
