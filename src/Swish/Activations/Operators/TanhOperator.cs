using System.Runtime.CompilerServices;
using Swish.Kernels.Functions;
using Swish.Kernels.Simd;

namespace Swish.Activations.Operators;

/// <summary>Computes tanh x; f′ = 1 − f², f″ = −2ff′.</summary>
internal readonly struct TanhOperator : IActivationOperator
{
    /// <summary>Gets the catalog entry.</summary>
    public static readonly CatalogEntry Entry = new(
        new ActivationInfo(
            "Tanh", ["HyperbolicTangent"], "(e^x − e^−x)/(e^x + e^−x)", [], null,
            "classical; for networks see LeCun, Bottou, Orr and Müller, Efficient BackProp, 1998"),
        FixedActivation<TanhOperator>.Create);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(T x, out T value, out T first, out T second)
        where T : struct, ISimdVector<T>
    {
        // With e = e^(−2|x|), m = e − 1: tanh|x| = −m/(2 + m) and c = 1 − tanh|x| = 2e/(2 + m). The smaller of
        // the two has the smaller error, and the derivatives are computed from it: 1 − t² = c(2 − c).
        T signBit = T.Create(-0f);
        T exponent = T.Max(T.Or(x + x, signBit), T.Create(-Exponential.Limit));
        T q = Exponential.Split(exponent, out T scale);
        T m = T.FusedMultiplyAdd(scale, q, scale - T.Create(1f));
        T reciprocal = T.Create(1f) / (T.Create(2f) + m);
        T t = T.Abs(m) * reciprocal;
        T sign = T.And(x, signBit);
        value = T.Xor(t, sign);
        T e = T.FusedMultiplyAdd(scale, q, scale);
        T c = (e + e) * reciprocal;
        T small = T.LessThan(t, T.Create(0.5f));
        first = T.Select(small, T.FusedMultiplyAdd(-t, t, T.Create(1f)), T.FusedMultiplyAdd(-c, c, c + c));
        second = T.Create(-2f) * T.Xor(T.Select(small, t, T.Create(1f) - c), sign) * first;
    }

    /// <inheritdoc/>
    public ActivationValue Reference(double x)
    {
        double f = Math.Tanh(x);
        double cosh = Math.Cosh(x);
        double first = double.IsNaN(x) ? x : 1 / (cosh * cosh);
        return new(f, first, -2 * f * first);
    }
}
