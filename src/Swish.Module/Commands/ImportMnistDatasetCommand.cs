using System.Management.Automation;
using Swish.Data;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.JobScripts;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Reads the data set that is included in the module, or a folder with the same four IDX files.</summary>
[Cmdlet(VerbsData.Import, "MnistDataset", DefaultParameterSetName = ShippedSet)]
[OutputType(typeof(Dataset))]
public sealed class ImportMnistDatasetCommand : SwishCommand
{
    private const string ShippedSet = "Shipped";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>
    /// Gets or sets folders with the four IDX files, which may be compressed with gzip. Wildcards are allowed.
    /// </summary>
    [Parameter(ParameterSetName = PathSet, Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the literal paths of folders, without wildcards.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

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
        {
            Write(Name is null ? MnistDataset.LoadShipped() : MnistDataset.Load(MnistDataset.ShippedFolder, Name), null);
            return;
        }
        bool literal = ParameterSetName == LiteralPathSet;
        foreach (string path in literal ? LiteralPath : Path)
            Attempt(() => Import(path, literal), path);
    }

    private void Import(string path, bool literal)
    {
        foreach (string folder in this.ResolveExisting(path, literal))
            Attempt(() => Load(folder), folder);
    }

    private void Load(string folder)
    {
        Dataset dataset = MnistDataset.Load(folder, Name, Prefix);
        foreach (string note in dataset.Notes) WriteWarning(note);
        Write(dataset, folder);
    }

    private void Write(Dataset dataset, string? folder) => WriteObject(SourceCommand.Attach(
        dataset, "Import-MnistDataset", (nameof(LiteralPath), folder), (nameof(Name), Name), (nameof(Prefix), Prefix)));
}
