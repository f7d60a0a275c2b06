using System.Management.Automation;
using Swish.Module.Pipeline;
using Swish.Training;
using Swish.Training.Diagnostics;

namespace Swish.Module.Commands;

/// <summary>
/// Gives what runs with -Diagnostic saw of their hidden layers, each row with the columns that tell its run from others.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TrainingDiagnostic")]
[OutputType(typeof(TrainingDiagnostic))]
public sealed class GetTrainingDiagnosticCommand : SwishCommand
{
    /// <summary>Results of Invoke-SwishTraining -Diagnostic or Import-TrainingResult.</summary>
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
            throw new SwishException("DiagnosticLost", FaultKind.InvalidArgument,
                "This object has no diagnostics. A result loses them in a CSV file and on the way from another process "
                + "(jobs, remoting): give Invoke-SwishTraining -Diagnostic and a -ResultPath there, and read that with "
                + "Import-TrainingResult.", input);
        if (result.GetDiagnostics().Count == 0)
            throw new SwishException("NoDiagnostic", FaultKind.InvalidArgument,
                result.Depth == 0
                    ? "A network without hidden layers has no diagnostics; they are of hidden layers."
                    : $"The run of {result.Activation} with seed {result.Seed} has no diagnostics; train it with "
                        + "Invoke-SwishTraining -Diagnostic.", input);
        WriteObject(TrainingDiagnostic.Of(result), enumerateCollection: true);
    }
}
