using System.Collections.Concurrent;
using System.Diagnostics;

namespace Swish.Module.Pipeline;

/// <summary>
/// Carries calls from other threads to the pipeline thread, the only one that may write objects, messages and progress.
/// </summary>
public sealed class PipelineThread : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<Action> _calls = [];

    /// <summary>Has a call made on the pipeline thread; returns at once. After cancellation calls may be dropped.</summary>
    /// <param name="call">The call, such as one to WriteObject.</param>
    public void Post(Action call) => _calls.Add(call);

    internal void Complete() => _calls.CompleteAdding();

    /// <summary>Makes the calls as they come, until <see cref="Complete"/>.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled before.</exception>
    internal void Pump(Action? tick, CancellationToken cancellationToken)
    {
        long last = Stopwatch.GetTimestamp();
        while (!_calls.IsCompleted)
        {
            if (_calls.TryTake(out Action? call, (int)Tick.TotalMilliseconds, cancellationToken)) call();
            if (tick is null || Stopwatch.GetElapsedTime(last) < Tick) continue;
            tick();
            last = Stopwatch.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();
}
