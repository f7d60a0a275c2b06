using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes x·σ(βx) with a learnable β.</summary>
internal readonly struct LearnableSwishOperator : ILearnableActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "TrainedSwish", ["SwishBeta", "ParametricSwish", "PSwish"], "x·σ(βx)",
            [new("beta", 1, ParameterSharing.Layer)], 2017, "Ramachandran, Zoph and Le, arXiv:1710.05941"),
        LearnableActivation<LearnableSwishOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, T constant, out T value, out T first, out T second, out T parameterGradient)
        where T : struct, ISimdVector<T>
    {
        SwishOperator.ApplyUnscaled(x, constant, out value, out first, out second, out parameterGradient);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x, double constant) => LogisticReference.Gated(x, 1, constant);

    /// <inheritdoc/>
    public double ReferenceParameterGradient(double x, double constant) => LogisticReference.ByBeta(x, constant);
}
