using System.Management.Automation;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.JobScripts;

namespace Swish.Module.Commands;

/// <summary>Reads the data set that is included in the module, or a folder with the same four IDX files.</summary>
[Cmdlet(VerbsData.Import, "MnistDataset", DefaultParameterSetName = ShippedSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportMnistDatasetCommand : ImportCommand
{
    private const string ShippedSet = "Shipped";

    /// <summary>Gets or sets the name of the data set in results. By default it is the name of the folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>
    /// Gets or sets what the names of the files begin with, such as emnist-letters. By default it is found.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ArgumentCompleter(typeof(EmnistPrefixCompleter))]
    public string? Prefix { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == ShippedSet)
            Write(Name is null ? MnistDataset.LoadShipped() : MnistDataset.Load(MnistDataset.ShippedFolder, Name), null);
        else
            base.Process();
    }

    /// <inheritdoc/>
    protected override void Import(string path)
    {
        Dataset dataset = MnistDataset.Load(path, Name, Prefix);
        foreach (string note in dataset.Notes) WriteWarning(note);
        Write(dataset, path);
    }

    private void Write(Dataset dataset, string? folder) =>
        WriteObject(this.Attach(dataset, (nameof(LiteralPath), folder), (nameof(Path), null)));
}
