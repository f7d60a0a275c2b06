using System.Management.Automation;
using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;

namespace Swish.Module.Base;

/// <summary>What the cmdlets share that draw what is in the pipeline.</summary>
public abstract class PlotCommand : SwishCommand
{
    private readonly List<ResultRow> _rows = [];

    /// <summary>
    /// Curves, activations, results, learning curves, diagnostics or a comparison; other objects with -X and -Y.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The title; chosen where it is not given, none where it is empty.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The label of the horizontal axis.</summary>
    [Parameter]
    public string? XLabel { get; set; }

    /// <summary>The label of the vertical axis.</summary>
    [Parameter]
    public string? YLabel { get; set; }

    /// <summary>The property along the horizontal axis.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PlotColumnCompleter))]
    public string? X { get; set; }

    /// <summary>The properties along the vertical axis.</summary>
    [Parameter]
    [Alias("Metric")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PlotColumnCompleter))]
    public string[] Y { get; set; } = [];

    /// <summary>Where the axis of the values begins; chosen where it is not given.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("An end of an axis", AtLeast = -1e300, AtMost = 1e300)]
    [NumberCompletion(0, 0.5, 1)]
    public double YMinimum { get; set; } = double.NaN;

    /// <summary>Where the axis of the values ends; chosen where it is not given.</summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("An end of an axis", AtLeast = -1e300, AtMost = 1e300)]
    [NumberCompletion(0, 0.5, 1)]
    public double YMaximum { get; set; } = double.NaN;

    /// <summary>Whether equal differences or equal ratios are equally far apart; else chosen.</summary>
    [Parameter]
    public ChartScale YScale { get; set; }

    /// <inheritdoc/>
    protected override void Process() => _rows.AddRange(InputObject.SelectMany(PlottedRows.Of));

    /// <summary>The chart of all that came in.</summary>
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
            YScale = MyInvocation.BoundParameters.ContainsKey(nameof(YScale)) ? YScale : null,
        });
}
