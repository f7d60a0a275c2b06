using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes hard swish, x·min(max(x + 3, 0), 6)/6: 0 for x ≤ −3, x for x ≥ 3, otherwise x(x + 3)/6.</summary>
internal readonly struct HardSwishOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "HardSwish", ["HSwish"], "x·min(max(x + 3, 0), 6)/6", [], 2019,
            "Howard and others, MobileNetV3, arXiv:1905.02244"),
        FixedActivation<HardSwishOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T three = T.Create(3f);
        T sixth = T.Create(1f / 6f);
        T below = T.Max(x, T.Create(-3f)); // avoids −∞·0, which is NaN
        T inner = below * (below + three) * sixth;
        T above = T.LessThan(three, x);
        T within = T.And(T.LessThan(T.Create(-3f), x), T.LessThan(x, three));
        value = T.Select(above, x, inner);
        T slope = T.FusedMultiplyAdd(T.Create(2f), below, three) * sixth;
        slope = T.Select(T.LessThan(T.Create(-3f), x), slope, PiecewiseLinear.KeepNaN(x, zero));
        first = T.Select(above, T.Create(1f), slope);
        second = PiecewiseLinear.KeepNaN(x, T.And(within, T.Create(1f / 3f)));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => x switch
    {
        double.NaN => PiecewiseLinear.NotANumber,
        <= -3 => new(-0.0, 0, 0),
        > 3 => new(x, 1, 0),
        _ => new(x * (x + 3) / 6, ((2 * x) + 3) / 6, x == 3 ? 0 : 1.0 / 3),
    };
}
