using System.Management.Automation;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Reads the binary version of CIFAR-10 or CIFAR-100.</summary>
[Cmdlet(VerbsData.Import, "CifarDataset", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportCifarDatasetCommand : SwishCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>
    /// Gets or sets folders with the files of the binary version, or its archives (.tar.gz). Wildcards are allowed.
    /// </summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the literal paths of folders or archives, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether the classes are the 20 superclasses of CIFAR-100.</summary>
    [Parameter]
    public SwitchParameter Coarse { get; set; }

    /// <summary>Gets or sets the name of the data set in results. By default it is CIFAR-10 or CIFAR-100.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path)
            Attempt(() => Import(path, literal), path);
    }

    private void Import(string path, bool literal)
    {
        foreach (string found in this.ResolveExisting(path, literal))
            Attempt(() => WriteObject(CifarDataset.Load(found, Name, Coarse)), found);
    }
}
