using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes leaky ReLU: x if x > 0, otherwise αx.</summary>
internal readonly struct LeakyReluOperator(double alpha) : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "LeakyReLU", ["LReLU"], "x > 0: x; else αx", [new("alpha", 0.01, ParameterSharing.Fixed)], 2013,
            "Maas, Hannun and Ng, ICML 2013"),
        Create);

    private readonly float _alpha = (float)alpha;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        PiecewiseLinear.Leaky(x, T.Create(_alpha), out value, out first, out second);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => PiecewiseLinear.Leaky(x, alpha);

    private static FixedActivation<LeakyReluOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(constants[0].Value));
}
