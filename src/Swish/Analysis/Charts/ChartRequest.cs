namespace Swish.Analysis.Charts;

/// <summary>Represents the user's choices for a chart; the rest is chosen from the data.</summary>
public sealed record ChartRequest
{
    /// <summary>Gets the title. If null, it is chosen; if empty, there is none.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the label of the horizontal axis. If null, it is chosen.</summary>
    public string? XLabel { get; init; }

    /// <summary>Gets the label of the vertical axis. If null, it is chosen.</summary>
    public string? YLabel { get; init; }

    /// <summary>Gets the column of the horizontal axis. If null, it is chosen.</summary>
    public string? X { get; init; }

    /// <summary>Gets the columns of the vertical axis. If empty, they are chosen.</summary>
    public IReadOnlyList<string> Y { get; init; } = [];

    /// <summary>Gets the lower limit of the value axis. If NaN, it is chosen.</summary>
    public double YMinimum { get; init; } = double.NaN;

    /// <summary>Gets the upper limit of the value axis. If NaN, it is chosen.</summary>
    public double YMaximum { get; init; } = double.NaN;

    /// <summary>Gets the scale of the value axis. If null, it is chosen.</summary>
    public ChartScale? YScale { get; init; }
}
