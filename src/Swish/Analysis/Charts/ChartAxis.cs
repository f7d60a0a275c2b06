namespace Swish.Analysis.Charts;

/// <summary>An axis.</summary>
/// <param name="Label">What it measures, with the unit.</param>
public sealed record ChartAxis(string Label)
{
    /// <summary>What it measures, with the unit.</summary>
    public string Label { get; init => field = ChartText.Line(value); } = ChartText.Line(Label);

    /// <summary>Whether equal ratios, rather than equal differences, are equally far apart.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>The names of the places 0, 1, 2, …; empty where the axis has numbers.</summary>
    public IReadOnlyList<string> Categories { get; init => field = [.. value.Select(ChartText.Line)]; } = [];

    /// <summary>Where the ticks should stand; empty: at round numbers.</summary>
    public IReadOnlyList<double> Ticks { get; init; } = [];

    /// <summary>Whether to draw the line where this axis is zero.</summary>
    public bool ShowZero { get; init; }

    /// <summary>Where the axis begins; NaN: chosen from the values.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>Where the axis ends; NaN: chosen from the values.</summary>
    public double Maximum { get; init; } = double.NaN;
}
