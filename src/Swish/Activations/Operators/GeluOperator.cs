using System.Runtime.CompilerServices;
using MathNet.Numerics;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes GELU, x·Φ(x), without approximation; f′ = Φ + xφ, f″ = φ(2 − x²).</summary>
internal readonly struct GeluOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "GELU", [], "x·Φ(x)", [], 2016, "Hendrycks and Gimpel, arXiv:1606.08415"),
        FixedActivation<GeluOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        T limit = T.Create(NormalTail<T>.Limit);
        T bounded = T.Min(T.Max(x, -limit), limit);
        NormalTail<T> tail = new(T.Abs(bounded));
        T product = tail.Times(bounded);
        value = T.SelectNegative(x, product, x - product);
        T probability = tail.Probability;
        T density = tail.Density;
        first = T.FusedMultiplyAdd(
            bounded, density, T.SelectNegative(x, probability, T.Create(1f) - probability));
        second = density * T.FusedMultiplyAdd(-bounded, bounded, T.Create(2f));
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        if (double.IsInfinity(x)) return x > 0 ? new(x, 1, 0) : new(-0.0, 0, 0);
        double probability = SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2;
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        double curvature = density == 0 ? 0 : density * (2 - (x * x));
        return new(x * probability, probability + (x * density), curvature);
    }
}
