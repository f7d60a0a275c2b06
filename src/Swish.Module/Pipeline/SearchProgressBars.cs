using System.Management.Automation;
using Swish.Search;
using Swish.Sweeps;

namespace Swish.Module.Pipeline;

/// <summary>
/// Shows the progress of a search: its stages as verbose messages, and the networks of each stage as progress bars.
/// </summary>
/// <param name="command">The cmdlet; all calls are on its thread.</param>
internal sealed class SearchProgressBars(Cmdlet command)
{
    private SearchProgress? _last;
    private SweepProgressBars? _bars;

    /// <summary>Updates the progress of the search.</summary>
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

    /// <summary>Removes the progress bars.</summary>
    public void Complete() => _bars?.Complete();
}
