namespace Swish.Recipes;

/// <summary>
/// Specifies how the learning rate depends on the step, the number of steps done before. η is the learning rate. A
/// warm-up multiplies it.
/// </summary>
public enum ScheduleKind
{
    /// <summary>A constant rate: η.</summary>
    Constant,

    /// <summary>Exponential decay: η·rate^(step/decayStep); with Staircase the exponent is rounded down.</summary>
    Exponential,

    /// <summary>Step decay: η·rate^⌊step/decayStep⌋.</summary>
    Step,

    /// <summary>Cosine annealing: ½η(1 + cos(π·step/steps)), from η to 0 over the run.</summary>
    Cosine,

    /// <summary>
    /// PyTorch's OneCycleLR: along half a cosine from η/25 to η in the first 30% of the steps, then to η/250,000 (Smith
    /// and Topin 2017, arXiv:1708.07120). The momentum is not changed.
    /// </summary>
    OneCycle,
}
