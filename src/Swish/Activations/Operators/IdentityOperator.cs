using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes the identity, x.</summary>
internal readonly struct IdentityOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo("Identity", ["Linear"], "x", [], null, "none: the absence of an activation"),
        FixedActivation<IdentityOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        value = x;
        first = PiecewiseLinear.KeepNaN(x, T.Create(1f));
        second = PiecewiseLinear.KeepNaN(x, T.Create(0f));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => double.IsNaN(x) ? PiecewiseLinear.NotANumber : new(x, 1, 0);
}
