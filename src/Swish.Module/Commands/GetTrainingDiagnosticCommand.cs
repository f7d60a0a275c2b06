using System.Management.Automation;
using Swish.Module.Base;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>
/// Returns the diagnostics of the hidden layers that runs with -Diagnostic recorded, with the columns that identify the
/// run.
/// </summary>
[Cmdlet(VerbsCommon.Get, "TrainingDiagnostic")]
[OutputType(typeof(TrainingDiagnostic))]
public sealed class GetTrainingDiagnosticCommand : ResultDetailCommand
{
    /// <inheritdoc/>
    protected override IEnumerable<object> Details(TrainingResult result) => result.GetDiagnostics().Count > 0
        ? TrainingDiagnostic.Of(result)
        : throw new SwishException("NoDiagnostic", ErrorKind.InvalidArgument,
            result.Depth == 0
                ? "A network without hidden layers has no diagnostics; they are of hidden layers."
                : $"The run of {result.Activation} with seed {result.Seed} has no diagnostics; train it with "
                    + "Invoke-SwishTraining -Diagnostic.", result);

    /// <inheritdoc/>
    protected override SwishException MissingDetails(PSObject input) => new("DiagnosticLost", ErrorKind.InvalidArgument,
        "This object has no diagnostics. A result loses them in a CSV file and on the way from another process (jobs, "
        + "remoting): give Invoke-SwishTraining -Diagnostic and a -ResultPath there, and read that with "
        + "Import-TrainingResult.", input);
}
