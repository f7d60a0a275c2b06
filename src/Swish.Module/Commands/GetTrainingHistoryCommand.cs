using System.Management.Automation;
using Swish.Module.Pipeline;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>
/// Gives the points of results' learning curves, each with the columns that tell its run from others.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TrainingHistory")]
[OutputType(typeof(TrainingHistoryPoint))]
public sealed class GetTrainingHistoryCommand : SwishCommand
{
    /// <summary>Results of Invoke-SwishTraining or Import-TrainingResult.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (PSObject input in InputObject) Attempt(() => Write(input), input);
    }

    private void Write(PSObject input)
    {
        if (input.BaseObject is not TrainingResult result)
            throw new SwishException("HistoryLost", FaultKind.InvalidArgument,
                "This object has no learning curve. A result loses it in a CSV file and on the way from another "
                + "process (jobs, remoting): give Invoke-SwishTraining a -ResultPath there, and read that with "
                + "Import-TrainingResult.", input);
        WriteObject(TrainingHistoryPoint.Of(result), enumerateCollection: true);
    }
}
