namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>A line of the table: a time of ours beside one to compare it with.</summary>
internal sealed record LibTorchRow
{
    /// <summary>Gets what was done.</summary>
    public required string Workload { get; init; }

    /// <summary>Gets how this library did it, where there is a choice.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Threads on each side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Who or what it is compared with.</summary>
    public string Other { get; init; } = "libtorch";

    /// <summary>Gets the other's median, in milliseconds; null where it cannot load.</summary>
    public double? OtherMilliseconds { get; init; }

    /// <summary>Our median, in milliseconds; null in a row that sums others up.</summary>
    public double? OurMilliseconds { get; init; }

    /// <summary>Gets the median of the windows' ratios, the other's time over ours.</summary>
    public double? Ratio { get; init; }

    /// <summary>Gets the ratios' lower quartile.</summary>
    public double? RatioLower { get; init; }

    /// <summary>Gets the ratios' upper quartile.</summary>
    public double? RatioUpper { get; init; }

    /// <summary>Gets what the ratio is to be at least; null where nothing is asked.</summary>
    public double? Least { get; init; }

    /// <summary>
    /// Gets what the multiply-adds alone would take, in milliseconds; null where there is no such thing.
    /// </summary>
    public double? FloorMilliseconds { get; init; }

    /// <summary>Gets the cores that we got, in the mean over our windows.</summary>
    public double? Cores { get; init; }

    /// <summary>Returns the same row with the figures of paired windows.</summary>
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
