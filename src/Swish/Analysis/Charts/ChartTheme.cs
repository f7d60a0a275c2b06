namespace Swish.Analysis.Charts;

/// <summary>The colors of a picture's paper and ink.</summary>
public enum ChartTheme
{
    /// <summary>Dark ink on white.</summary>
    Light,

    /// <summary>Light ink on a dark gray, for slides.</summary>
    Dark,
}
