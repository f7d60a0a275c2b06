namespace Swish.Analysis.Charts;

/// <summary>Represents an axis of a chart.</summary>
/// <param name="Label">The label, with the unit.</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Gets the label, with the unit.</summary>
    public string Label { get; init => field = ChartText.Line(value); } = ChartText.Line(Label);

    /// <summary>Gets a value indicating whether the axis is logarithmic.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Gets the names of the categories 0, 1, 2, …; empty for a numeric axis.</summary>
    public IReadOnlyList<string> Categories { get; init => field = [.. value.Select(ChartText.Line)]; } = [];

    /// <summary>Gets the values of the ticks. If empty, the ticks are at round numbers.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = [];

    /// <summary>Gets a value indicating whether to draw a line at zero.</summary>
    public bool ShowZero { get; init; }

    /// <summary>Gets the lower limit of the axis. If NaN, it is chosen from the values.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>Gets the upper limit of the axis. If NaN, it is chosen from the values.</summary>
    public double Maximum { get; init; } = double.NaN;
}
