using Swish.ResultLogs;

namespace Swish.Sweeps;

/// <summary>How a sweep is done: none of it changes what comes out.</summary>
public sealed record SweepOptions
{
    /// <summary>The most runs at once, 1 or more. The default is the number of processors.</summary>
    public int ThrottleLimit { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads within a run, 1 or more; null: the processors shared out among the runs at once, as far
    /// as they help.</summary>
    public int? Threads { get; init; }

    /// <summary>The log to resume from and to append to; null: none. Whoever opened it closes it.</summary>
    public ResultLog? Log { get; init; }

    /// <summary>Whether runs that are in the log are done anew.</summary>
    public bool Force { get; init; }
}
