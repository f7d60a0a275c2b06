using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Swish.Recipes;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Module.Pipeline;

/// <summary>
/// Shows one progress bar for the sweep and one for each active run, with at most ten updates per second.
/// </summary>
/// <param name="command">The cmdlet; all calls are on its thread.</param>
/// <param name="describe">Returns a short description of a run.</param>
internal sealed class SweepProgressBars(Cmdlet command, Func<TrainingRecipe, string> describe)
{
    private const int SweepId = 1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<int> _shown = [];
    private long _last;

    /// <summary>Updates the progress, unless the last update was less than a tenth of a second ago.</summary>
    public void Update(SweepRun running)
    {
        if (_last != 0 && Stopwatch.GetElapsedTime(_last) < Interval) return;
        _last = Stopwatch.GetTimestamp();
        SweepProgress progress = running.GetProgress();
        double left = progress.Remaining?.TotalSeconds ?? -1;
        command.WriteProgress(new ProgressRecord(SweepId, "Training", Text(
            $"{progress.Done} of {progress.Runs} runs done, {progress.Running.Count} under way"))
        {
            PercentComplete = (int)(100 * progress.Fraction),
            SecondsRemaining = (int)Math.Min(int.MaxValue, left),
        });
        foreach (int id in _shown.Except(progress.Running.Select(Id)).ToArray()) Complete(id);
        foreach (RunProgress run in progress.Running) Show(run);
    }

    /// <summary>Removes the progress bars.</summary>
    public void Complete()
    {
        if (_last == 0) return;
        foreach (int id in _shown.ToArray()) Complete(id);
        command.WriteProgress(Completed(SweepId));
    }

    private void Show(RunProgress run)
    {
        TrainingProgress training = run.Training;
        string status = training.Steps == 0
            ? "Starting"
            : Text($"Step {training.Step} of {training.Steps}, loss {training.Loss:0.0000}")
                + (double.IsNaN(training.ValidationAccuracy)
                    ? ""
                    : Text($", validation accuracy {training.ValidationAccuracy:0.0000}"));
        command.WriteProgress(new ProgressRecord(Id(run), describe(run.Recipe), status)
        {
            ParentActivityId = SweepId,
            PercentComplete = training.Steps == 0 ? 0 : (int)(100L * training.Step / training.Steps),
        });
        _shown.Add(Id(run));
    }

    private void Complete(int id)
    {
        command.WriteProgress(Completed(id));
        _shown.Remove(id);
    }

    private static ProgressRecord Completed(int id) =>
        new(id, "Training", "Done")
        {
            ParentActivityId = id == SweepId ? -1 : SweepId,
            RecordType = ProgressRecordType.Completed,
        };

    private static int Id(RunProgress run) => SweepId + 1 + run.Worker;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
