namespace Swish.Tuning;

/// <summary>Specifies how values are drawn from a range.</summary>
public enum TuningScale
{
    /// <summary>Equal differences are equally likely.</summary>
    Linear,

    /// <summary>Equal ratios are equally likely.</summary>
    Logarithmic,

    /// <summary>Equal ratios of one minus the value are equally likely, as for a momentum: 0.9, 0.99, 0.999.</summary>
    LogarithmicBelowOne,
}
