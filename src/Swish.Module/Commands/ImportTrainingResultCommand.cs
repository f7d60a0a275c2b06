using System.Management.Automation;
using Swish.Module.Base;
using Swish.Module.Parameters;
using Swish.ResultLogs;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>Reads result logs, and returns each run once, as a result of Invoke-SwishTraining.</summary>
[Cmdlet(VerbsData.Import, "TrainingResult", DefaultParameterSetName = PathSet)]
[OutputType(typeof(TrainingResult))]
public sealed class ImportTrainingResultCommand : SwishCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly ResultLogMerge _logs = new();
    private ResultLog? _destination;

    /// <summary>Gets or sets the paths of result logs. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the literal paths of result logs, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

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
        _destination = ResultLog.Open(this.ResolveNew(Destination));
        if (_destination.Warning is string warning) WriteWarning(warning);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path) Attempt(() => Import(path, literal), path);
    }

    private void Import(string path, bool literal)
    {
        foreach (string file in this.ResolveExisting(path, literal))
            Attempt(() => WriteObject(
                _logs.Add(FilePaths.RequireFile(file), WriteWarning, _destination), enumerateCollection: true), file);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _destination?.Dispose();
        base.Dispose(disposing);
    }
}
