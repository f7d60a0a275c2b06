using System.Management.Automation;
using Swish.Module.Base;
using Swish.Module.Parameters;
using Swish.ResultLogs;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>Reads result logs, and returns each run once, as a result of Invoke-SwishTraining.</summary>
[Cmdlet(VerbsData.Import, "TrainingResult", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(TrainingResult))]
public sealed class ImportTrainingResultCommand : ImportCommand
{
    private readonly ResultLogMerge _logs = new();
    private ResultLog? _destination;

    /// <summary>
    /// Gets or sets the path of a result log to which each run is appended that it does not contain.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (Destination is null) return;
        string path = this.ResolveNew(Destination);
        if (!ShouldProcess(path, "Append results")) return;
        _destination = ResultLog.Open(path, StopToken);
        if (_destination.Warning is string warning) WriteWarning(warning);
    }

    /// <inheritdoc/>
    protected override void Import(string path) => WriteObject(
        _logs.Add(FilePaths.RequireFile(path), WriteWarning, _destination, StopToken), enumerateCollection: true);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _destination?.Dispose();
        base.Dispose(disposing);
    }
}
