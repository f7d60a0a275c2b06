namespace Swish.Analysis.Charts;

/// <summary>What the person who asks for a chart wants of it; what is left out is chosen from the data.</summary>
public sealed record ChartRequest
{
    /// <summary>Gets the title; null: chosen; empty: none.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the label of the horizontal axis; null: chosen.</summary>
    public string? XLabel { get; init; }

    /// <summary>Gets the label of the vertical axis; null: chosen.</summary>
    public string? YLabel { get; init; }

    /// <summary>Gets the column along the horizontal axis; null: chosen.</summary>
    public string? X { get; init; }

    /// <summary>Gets the columns along the vertical axis; empty: chosen.</summary>
    public IReadOnlyList<string> Y { get; init; } = [];

    /// <summary>Gets where the axis of the values begins; NaN: chosen.</summary>
    public double YMinimum { get; init; } = double.NaN;

    /// <summary>Gets where the axis of the values ends; NaN: chosen.</summary>
    public double YMaximum { get; init; } = double.NaN;

    /// <summary>Gets the scale of the axis of the values; null: chosen.</summary>
    public ChartScale? YScale { get; init; }
}
