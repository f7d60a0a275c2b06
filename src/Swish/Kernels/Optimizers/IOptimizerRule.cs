using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>Represents the update rule of an optimizer, with its factors for a step as fields.</summary>
internal interface IOptimizerRule
{
    /// <summary>Gets the number of moments of each parameter: 0, 1 or 2.</summary>
    static abstract int MomentCount { get; }

    /// <summary>Updates a vector of parameters.</summary>
    /// <param name="weight">The parameters, overwritten.</param>
    /// <param name="gradient">The gradient, including decay.</param>
    /// <param name="first">The first moment, overwritten; ignored if there is none.</param>
    /// <param name="second">The second moment, overwritten; ignored if there is none.</param>
    void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>;
}
