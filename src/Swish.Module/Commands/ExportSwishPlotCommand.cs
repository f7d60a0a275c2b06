using System.Management.Automation;
using Swish.Analysis.Charts;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;

namespace Swish.Module.Commands;

/// <summary>Plots the objects in the pipeline to an image file: SVG, PNG or PDF, by its extension.</summary>
[Cmdlet(VerbsData.Export, "SwishPlot", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSwishPlotCommand : PlotCommand
{
    private string _file = "";

    /// <summary>Gets or sets the file to write; its extension selects the format: .svg, .png or .pdf.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Gets or sets the width in pixels; text and lines scale with the area of the image.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The width of a picture", AtLeast = ChartFile.MinSize, AtMost = ChartFile.MaxSize)]
    [NumberCompletion(800, 1200, 1920)]
    public int Width { get; set; } = ChartFile.DefaultWidth;

    /// <summary>Gets or sets the height in pixels.</summary>
    [Parameter]
    [NumberArgument(Whole = true)]
    [ValidateNumber("The height of a picture", AtLeast = ChartFile.MinSize, AtMost = ChartFile.MaxSize)]
    [NumberCompletion(500, 800, 1080)]
    public int Height { get; set; } = ChartFile.DefaultHeight;

    /// <summary>Gets or sets the theme: dark on white, or light on dark gray.</summary>
    [Parameter]
    [ChoiceArgument(typeof(ChartTheme), nameof(Theme))]
    [ChoiceCompletion(typeof(ChartTheme))]
    public string Theme { get; set; } = nameof(ChartTheme.Light);

    /// <summary>Gets or sets a value indicating whether to overwrite an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets a value indicating whether to return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        // Check now, rather than after an hour of training upstream.
        _file = this.ResolveNew(Path);
        ChartFile.Check(_file, Force);
    }

    /// <inheritdoc/>
    protected override void End()
    {
        Chart chart = Design();
        if (!ShouldProcess(_file, "Write a picture")) return;
        // Drawing very many points takes seconds and cannot be stopped, so that a thread of its own does it.
        List<string> warnings = [];
        CancellationToken stop = StopToken;
        Task.Run(() => ChartFile.Write(
            chart, _file, Width, Height, Force, Enum.Parse<ChartTheme>(Theme), warnings.Add, stop), stop)
            .WaitAsync(stop).GetAwaiter().GetResult();
        foreach (string warning in warnings) WriteWarning(warning);
        if (PassThru) WriteObject(new FileInfo(_file));
    }
}
