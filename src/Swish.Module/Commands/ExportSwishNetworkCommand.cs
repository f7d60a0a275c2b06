using System.Management.Automation;
using Swish.Models;
using Swish.Module.Base;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Writes trained networks to ONNX files.</summary>
[Cmdlet(VerbsData.Export, "SwishNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSwishNetworkCommand : SwishCommand
{
    private readonly HashSet<string> _written = [];
    private string _path = "";

    /// <summary>
    /// Gets or sets the file to write; in a folder that exists, the file is named after the run.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// Gets or sets the networks: objects of Import-SwishNetwork, results that keep their networks, or paths of files.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public object[] InputObject { get; set; } = [];

    /// <summary>Gets or sets a value indicating whether to overwrite existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets a value indicating whether to return the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _path = this.ResolveNew(Path);
        // Check now, rather than after an hour of training upstream.
        NetworkFile.CheckWritable(_path, Force);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (object input in InputObject) Attempt(() => Export(NetworkArgument.Read(this, input)), input);
    }

    private void Export(TrainedNetwork network)
    {
        string path = Directory.Exists(_path) ? NetworkFile.PathOf(_path, network.RunId) : _path;
        if (!_written.Add(path))
            throw new SwishException("NetworkFileExists", ErrorKind.ResourceExists,
                $"Several networks cannot be written to the same file '{path}'. Specify the path of a folder, in which "
                + "each file is named after its run.", path);
        NetworkFile.CheckNew(path, Force);
        if (!ShouldProcess(path, "Write a network")) return;
        NetworkFile.Write(network, path, Force);
        if (PassThru) WriteObject(new FileInfo(path));
    }
}
