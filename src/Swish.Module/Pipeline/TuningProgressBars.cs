using System.Management.Automation;
using Swish.Sweeps;
using Swish.Tuning;

namespace Swish.Module.Pipeline;

/// <summary>
/// Shows the progress of tuning: its rungs as verbose messages, and the networks of each rung as progress bars.
/// </summary>
/// <param name="command">The cmdlet; all calls are on its thread.</param>
internal sealed class TuningProgressBars(Cmdlet command)
{
    private TuningProgress? _last;
    private SweepProgressBars? _bars;

    /// <summary>Updates the progress.</summary>
    public void Update(TuningProgress progress)
    {
        if (!ReferenceEquals(progress, _last))
        {
            Complete();
            command.WriteVerbose(progress.Stage);
            _bars = new(command, recipe => $"{progress.Stage}: {Sweep.Describe(recipe)}");
            _last = progress;
        }
        _bars?.Update(progress.Sweep);
    }

    /// <summary>Removes the progress bars.</summary>
    public void Complete() => _bars?.Complete();
}
