namespace Swish.Recipes;

/// <summary>How the learning rate changes with the number of steps done before this one.</summary>
public enum ScheduleKind
{
    /// <summary>The same rate throughout.</summary>
    Constant,

    /// <summary>η·rate^(step/decayStep); with Staircase the exponent is floored.</summary>
    Exponential,

    /// <summary>η·rate^⌊step/decayStep⌋.</summary>
    Step,

    /// <summary>½η(1 + cos(π·step/steps)): from η to 0 over the run.</summary>
    Cosine,
}
