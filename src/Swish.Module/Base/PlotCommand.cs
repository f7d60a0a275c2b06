using System.Management.Automation;
using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;

namespace Swish.Module.Base;

/// <summary>Provides the base class of the cmdlets that plot the objects in the pipeline.</summary>
public abstract class PlotCommand : SwishCommand
{
    private readonly List<ResultRow> _rows = [];

    /// <summary>
    /// Gets or sets the objects to plot: curves, activations, results, learning curves, diagnostics, a comparison, a
    /// confusion matrix, predictions or examples that are images, a data set of images or a network; other objects need
    /// -X and -Y.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Gets or sets the title. By default it is chosen from the data; if empty, there is none.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Gets or sets the label of the horizontal axis.</summary>
    [Parameter]
    public string? XLabel { get; set; }

    /// <summary>Gets or sets the label of the vertical axis.</summary>
    [Parameter]
    public string? YLabel { get; set; }

    /// <summary>Gets or sets the property of the horizontal axis.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PlotColumnCompleter))]
    public string? X { get; set; }

    /// <summary>Gets or sets the properties of the vertical axis.</summary>
    [Parameter]
    [Alias("Metric")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PlotColumnCompleter))]
    public string[] Y { get; set; } = [];

    /// <summary>Gets or sets the lower limit of the value axis. By default it is chosen from the data.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("An end of an axis", AtLeast = -1e300, AtMost = 1e300)]
    [NumberCompletion(0, 0.5, 1)]
    public double YMinimum { get; set; } = double.NaN;

    /// <summary>Gets or sets the upper limit of the value axis. By default it is chosen from the data.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("An end of an axis", AtLeast = -1e300, AtMost = 1e300)]
    [NumberCompletion(0, 0.5, 1)]
    public double YMaximum { get; set; } = double.NaN;

    /// <summary>Gets or sets the scale of the value axis. By default it is chosen from the data.</summary>
    [Parameter]
    [ChoiceArgument(typeof(ChartScale), nameof(YScale))]
    [ChoiceCompletion(typeof(ChartScale))]
    public string? YScale { get; set; }

    /// <inheritdoc/>
    protected override void Process() => _rows.AddRange(InputObject.SelectMany(PlottedRows.Of));

    /// <summary>Designs the chart of all input objects.</summary>
    protected Chart Design() => ChartDesign.Of(
        _rows,
        new()
        {
            Title = Title,
            XLabel = XLabel,
            YLabel = YLabel,
            X = X,
            Y = Y,
            YMinimum = YMinimum,
            YMaximum = YMaximum,
            YScale = YScale is null ? null : Enum.Parse<ChartScale>(YScale),
        });
}
