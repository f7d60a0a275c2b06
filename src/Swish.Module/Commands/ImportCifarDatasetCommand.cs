using System.Management.Automation;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.JobScripts;

namespace Swish.Module.Commands;

/// <summary>Reads the binary version of CIFAR-10 or CIFAR-100.</summary>
[Cmdlet(VerbsData.Import, "CifarDataset", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportCifarDatasetCommand : ImportCommand
{
    /// <summary>Gets or sets a value indicating whether the classes are the 20 superclasses of CIFAR-100.</summary>
    [Parameter]
    public SwitchParameter Coarse { get; set; }

    /// <summary>Gets or sets the name of the data set in results. By default it is CIFAR-10 or CIFAR-100.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void Import(string path) => WriteObject(
        this.Attach(CifarDataset.Load(path, Name, Coarse, StopToken), (nameof(LiteralPath), path), (nameof(Path), null)));
}
