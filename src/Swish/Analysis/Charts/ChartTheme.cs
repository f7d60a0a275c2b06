namespace Swish.Analysis.Charts;

/// <summary>Specifies the colors of a chart.</summary>
public enum ChartTheme
{
    /// <summary>Dark text on a white background.</summary>
    Light,

    /// <summary>Light text on a dark gray background, for slides.</summary>
    Dark,
}
