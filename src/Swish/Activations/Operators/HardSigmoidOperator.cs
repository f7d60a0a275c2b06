using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes hard sigmoid, min(max(x + 3, 0), 6)/6.</summary>
internal readonly struct HardSigmoidOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "HardSigmoid", ["HSigmoid"], "min(max(x + 3, 0), 6)/6", [], 2019,
            "Howard and others, MobileNetV3, arXiv:1905.02244"),
        FixedActivation<HardSigmoidOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T zero = T.Create(0f);
        T six = T.Create(6f);
        T low = T.Create(-3f);
        T high = T.Create(3f);
        value = T.Min(T.Max(x + high, zero), six) / six;
        T outside = T.LessThan(high, x);
        first = PiecewiseLinear.KeepNaN(
            x, T.Select(outside, zero, T.And(T.LessThan(low, x), T.Create(1f / 6f))));
        second = PiecewiseLinear.KeepNaN(x, zero);
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x) => x switch
    {
        double.NaN => PiecewiseLinear.NotANumber,
        <= -3 => new(0, 0, 0),
        > 3 => new(1, 0, 0),
        _ => new((x + 3) / 6, 1.0 / 6, 0),
    };
}
