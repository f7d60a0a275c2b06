using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>The rule of an optimizer for one parameter, with its constants for a step as fields.</summary>
internal interface IOptimizerRule
{
    /// <summary>How many values the rule keeps for each parameter: 0, 1 or 2.</summary>
    static abstract int MomentCount { get; }

    /// <summary>Does the step for a vector of parameters.</summary>
    /// <param name="weight">The parameters, overwritten.</param>
    /// <param name="gradient">Their gradients, decay included.</param>
    /// <param name="first">The first state, overwritten; anything where there is none.</param>
    /// <param name="second">The second state, overwritten; anything where there is none.</param>
    void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>;
}
