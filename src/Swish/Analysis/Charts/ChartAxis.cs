namespace Swish.Analysis.Charts;

/// <summary>An axis.</summary>
/// <param name="Label">What it measures, with the unit.</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>Gets what it measures, with the unit.</summary>
    public string Label { get; init => field = ChartText.Line(value); } = ChartText.Line(Label);

    /// <summary>
    /// Gets a value indicating whether equal ratios, rather than equal differences, are equally far apart.
    /// </summary>
    public bool Logarithmic { get; init; }

    /// <summary>Gets the names of the places 0, 1, 2, …; empty where the axis has numbers.</summary>
    public IReadOnlyList<string> Categories { get; init => field = [.. value.Select(ChartText.Line)]; } = [];

    /// <summary>Gets where the ticks should stand; empty: at round numbers.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = [];

    /// <summary>Gets a value indicating whether to draw the line where this axis is zero.</summary>
    public bool ShowZero { get; init; }

    /// <summary>Gets where the axis begins; NaN: chosen from the values.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>Gets where the axis ends; NaN: chosen from the values.</summary>
    public double Maximum { get; init; } = double.NaN;
}
