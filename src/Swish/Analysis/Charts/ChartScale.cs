namespace Swish.Analysis.Charts;

/// <summary>How an axis lays its values out.</summary>
public enum ChartScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart; only positive values can be shown.</summary>
    Logarithmic,
}
