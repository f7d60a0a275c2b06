using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes ReLU6, min(max(0, x), 6).</summary>
internal readonly struct Relu6Operator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo("ReLU6", [], "min(max(0, x), 6)", [], 2010, "Krizhevsky, 2010"),
        FixedActivation<Relu6Operator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T six = T.Create(6f);
        value = T.Min(T.Max(x, zero), six);
        T slope = T.And(T.LessThan(zero, x), T.Create(1f));
        first = PiecewiseLinear.KeepNaN(x, T.Select(T.LessThan(six, x), zero, slope));
        second = PiecewiseLinear.KeepNaN(x, zero);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => x switch
    {
        double.NaN => PiecewiseLinear.NotANumber,
        <= 0 => new(0, 0, 0),
        > 6 => new(6, 0, 0),
        _ => new(x, 1, 0),
    };
}
