using System.Globalization;
using System.Management.Automation;
using Swish.Module.Base;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>Returns the points of the learning curves of results, with the columns that identify the run.</summary>
[Cmdlet(VerbsCommon.Get, "TrainingHistory")]
[OutputType(typeof(TrainingHistoryPoint))]
public sealed class GetTrainingHistoryCommand : ResultDetailCommand
{
    /// <inheritdoc/>
    protected override IEnumerable<object> Details(TrainingResult result) => TrainingHistoryPoint.Of(result);

    /// <inheritdoc/>
    protected override string? Warning(TrainingResult result) => result.GetHistory().Count > 0 ? null
        : string.Create(CultureInfo.InvariantCulture,
            $"The run of {result.Activation} with seed {result.Seed} has no learning curve: it ended ")
            + $"({result.Status}) after {result.Steps} steps, before its first evaluation"
            + (result.Steps > 0 ? "; evaluate it sooner with -EvaluateEvery." : ".");

    /// <inheritdoc/>
    protected override SwishException MissingDetails(PSObject input) => new("HistoryLost", ErrorKind.InvalidArgument,
        "This object has no learning curve. A result loses it in a CSV file and on the way from another process (jobs, "
        + "remoting): give Invoke-SwishTraining a -ResultPath there, and read that with Import-TrainingResult.", input);
}
