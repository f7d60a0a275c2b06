using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes ReLU, max(0, x).</summary>
internal readonly struct ReluOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo("ReLU", ["Rectifier"], "max(0, x)", [], 2010, "Nair and Hinton, ICML 2010"),
        FixedActivation<ReluOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        value = T.Max(x, zero);
        first = PiecewiseLinear.KeepNaN(x, T.And(T.LessThan(zero, x), T.Create(1f)));
        second = PiecewiseLinear.KeepNaN(x, zero);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) =>
        double.IsNaN(x) ? PiecewiseLinear.NotANumber : x > 0 ? new(x, 1, 0) : new(0, 0, 0);
}
