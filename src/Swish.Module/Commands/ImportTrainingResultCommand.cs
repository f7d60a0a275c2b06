using System.Management.Automation;
using Swish.Module.Base;
using Swish.Module.Parameters;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Module.Commands;

/// <summary>Reads result logs back, also several at once: each run once, as the object that it was.</summary>
[Cmdlet(VerbsData.Import, "TrainingResult", DefaultParameterSetName = PathSet)]
[OutputType(typeof(TrainingResult))]
public sealed class ImportTrainingResultCommand : SwishCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly ResultLogMerge _logs = new();

    /// <summary>Result logs. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Result logs, whose paths are taken as they are written.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path) Attempt(() => Import(path, literal), path);
    }

    private void Import(string path, bool literal)
    {
        foreach (string file in this.ResolveExisting(path, literal))
            Attempt(() => WriteObject(_logs.Add(file, WriteWarning), enumerateCollection: true), file);
    }
}
