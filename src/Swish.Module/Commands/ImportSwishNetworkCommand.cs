using System.Management.Automation;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Reads trained networks from ONNX files that Swish wrote.</summary>
[Cmdlet(VerbsData.Import, "SwishNetwork", DefaultParameterSetName = PathSet)]
[OutputType(typeof(TrainedNetwork))]
public sealed class ImportSwishNetworkCommand : SwishCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Gets or sets the paths of ONNX files. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>
    /// Gets or sets the literal paths of ONNX files, without wildcards, such as the NetworkPath of results.
    /// </summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "NetworkPath")]
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
            Attempt(() => WriteObject(NetworkFile.Read(file)), file);
    }
}
