using Swish.Kernels.Simd;

namespace Swish.Kernels.Optimizers;

/// <summary>An optimizer's rule for one parameter, with its constants for this step as fields.</summary>
internal interface IOptimizerRule
{
    /// <summary>How many values the rule keeps for each parameter: 0, 1 or 2.</summary>
    static abstract int MomentCount { get; }

    /// <summary>The step.</summary>
    /// <param name="weight">The parameter.</param>
    /// <param name="gradient">Its gradient, decay included.</param>
    /// <param name="first">The first value kept; anything where there is none.</param>
    /// <param name="second">The second.</param>
    void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ISimdVector<T>;
}
