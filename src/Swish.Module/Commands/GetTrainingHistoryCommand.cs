using System.Management.Automation;
using Swish.Module.Base;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>
/// Gives the points of results' learning curves, each with the columns that tell its run from others.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TrainingHistory")]
[OutputType(typeof(TrainingHistoryPoint))]
public sealed class GetTrainingHistoryCommand : ResultDetailCommand
{
    /// <inheritdoc/>
    protected override IEnumerable<object> Details(TrainingResult result) => TrainingHistoryPoint.Of(result);

    /// <inheritdoc/>
    protected override SwishException Lost(PSObject input) => new("HistoryLost", ErrorKind.InvalidArgument,
        "This object has no learning curve. A result loses it in a CSV file and on the way from another process (jobs, "
        + "remoting): give Invoke-SwishTraining a -ResultPath there, and read that with Import-TrainingResult.", input);
}
