using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes PReLU: x if x > 0, otherwise αx, with a learnable α; ∂f/∂α = min(0, x).</summary>
internal readonly struct PreluOperator : ILearnableActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "PReLU", ["ParametricReLU"], "x > 0: x; else αx", [new("alpha", 0.25, ParameterSharing.Layer)], 2015,
            "He, Zhang, Ren and Sun, arXiv:1502.01852"),
        LearnableActivation<PreluOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, T constant, out T value, out T first, out T second, out T parameterGradient)
        where T : struct, ISimdVector<T>
    {
        PiecewiseLinear.Leaky(x, constant, out value, out first, out second);
        parameterGradient = T.Min(x, T.Create(0f));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x, double constant) => PiecewiseLinear.Leaky(x, constant);

    /// <inheritdoc/>
    public double ReferenceParameterGradient(double x, double constant) => Math.Min(x, 0);
}
