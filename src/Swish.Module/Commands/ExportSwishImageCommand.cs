using System.Management.Automation;
using Swish.Analysis.Charts;
using Swish.Models.Evaluation;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Writes an example that is an image as a PNG file with the same pixels.</summary>
[Cmdlet(VerbsData.Export, "SwishImage", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSwishImageCommand : SwishCommand
{
    private string _file = "";
    private ExampleImage? _image;

    /// <summary>Gets or sets the file to write, which ends in .png.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>
    /// Gets or sets the example: an object of Get-SwishExample, or a prediction of Invoke-SwishNetwork.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the number of pixels of the file on a side of one pixel of the image.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The scale of an image", AtLeast = 1, AtMost = ExamplePicture.MaxScale)]
    [NumberCompletion(1, 4, 10)]
    public int Scale { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether to overwrite an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets a value indicating whether to return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        _file = this.ResolveNew(Path);
        ExamplePicture.Check(_file, Force);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        foreach (PSObject input in InputObject)
        {
            ExampleImage image = ImageOf(input);
            if (_image is not null)
                throw new SwishException("SeveralImages", ErrorKind.InvalidArgument,
                    $"'{System.IO.Path.GetFileName(_file)}' is a file for one image, and there are several. Choose one, such as "
                    + "with -Index 0 or Select-Object -First 1, or draw them on one sheet with Export-SwishPlot.", input);
            _image = image;
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        if (_image is null)
            throw new SwishException("NoImage", ErrorKind.InvalidArgument,
                "There is no example to write; pipe one of Get-SwishExample.");
        if (!ShouldProcess(_file, "Write a picture")) return;
        ExamplePicture.Write(_image, _file, Scale, Force);
        if (PassThru) WriteObject(new FileInfo(_file));
    }

    private static ExampleImage ImageOf(PSObject input) => input.BaseObject switch
    {
        DatasetExample example => example.GetImage() ?? throw new SwishException("NoImage", ErrorKind.InvalidArgument,
            $"The examples of {example.Dataset} are features and not images.", input),
        NetworkPrediction prediction => prediction.GetImage() ?? throw new SwishException(
            "NoImage", ErrorKind.InvalidArgument, "The prediction is not that of an image.", input),
        object other => throw new SwishException("NoImage", ErrorKind.InvalidArgument,
            $"An object of type {other.GetType().Name} has no image. Images have the examples of Get-SwishExample and the "
            + "predictions of Invoke-SwishNetwork, in the process that made them.", input),
    };
}
