using System.Management.Automation;
using Swish.Search;
using Swish.Sweeps;

namespace Swish.Module.Pipeline;

/// <summary>The progress of a search: its stages as verbose messages, and each stage's networks as bars.</summary>
/// <param name="command">The cmdlet; its thread is the one that calls.</param>
internal sealed class SearchProgressBars(Cmdlet command)
{
    private SearchProgress? _last;
    private SweepProgressBars? _bars;

    /// <summary>Shows where the search stands.</summary>
    public void Update(SearchProgress progress)
    {
        if (!ReferenceEquals(progress, _last))
        {
            Complete();
            command.WriteVerbose(progress.Stage);
            _bars = progress.Sweep is null
                ? null
                : new(command, recipe => $"{progress.Stage}: {Sweep.Describe(recipe)}");
            _last = progress;
        }

        if (progress.Sweep is not null) _bars?.Update(progress.Sweep);
    }

    /// <summary>Takes the bars away.</summary>
    public void Complete() => _bars?.Complete();
}
