namespace Swish.Analysis.Charts;

/// <summary>Specifies the scale of an axis.</summary>
public enum ChartScale
{
    /// <summary>Equal differences have equal distances.</summary>
    Linear,

    /// <summary>Equal ratios have equal distances; only positive values can be shown.</summary>
    Logarithmic,
}
