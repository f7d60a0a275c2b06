using System.Management.Automation;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.JobScripts;

namespace Swish.Module.Commands;

/// <summary>Reads trained networks from ONNX files that Swish wrote.</summary>
[Cmdlet(VerbsData.Import, "SwishNetwork", DefaultParameterSetName = PathSet)]
[OutputType(typeof(TrainedNetwork))]
public sealed class ImportSwishNetworkCommand : ImportCommand
{
    /// <summary>
    /// Gets or sets the literal paths of ONNX files, without wildcards, such as the NetworkPath of results.
    /// </summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "NetworkPath")]
    [ValidateNotNullOrEmpty]
    public override string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void Import(string path) => WriteObject(
        this.Attach(NetworkFile.Read(path), (nameof(LiteralPath), path), (nameof(Path), null)));
}
