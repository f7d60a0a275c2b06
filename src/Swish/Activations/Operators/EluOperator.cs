using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes ELU: x if x > 0, otherwise α(e^x − 1).</summary>
internal readonly struct EluOperator(double alpha) : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "ELU", ["ExponentialLinear"], "x > 0: x; else α(e^x − 1)", [new("alpha", 1, ParameterSharing.Fixed)], 2015,
            "Clevert, Unterthiner and Hochreiter, arXiv:1511.07289"),
        Create);

    private readonly float _alpha = (float)alpha;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        ExponentialLinear.Apply(x, T.Create(1f), T.Create(_alpha), out value, out first, out second);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => ExponentialLinear.Reference(x, 1, alpha);

    private static FixedActivation<EluOperator> Create(
        ActivationInfo info, IReadOnlyList<ActivationParameter> constants) =>
        new(info, constants, new(constants[0].Value));
}
