using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// Computes the functions of <see cref="Logistic{T}"/> for an argument that is a rounded product, with its rounding
/// error. Products are accurate even if they are subnormal.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal readonly struct DeepLogistic<T>
    where T : struct, ISimdVector<T>
{
    private readonly T _z;
    private readonly T _q;
    private readonly T _scale;
    private readonly T _rest;

    /// <summary>Computes the values that all properties use.</summary>
    /// <param name="z">−<see cref="Exponential.DeepLimit"/> to <see cref="Exponential.DeepLimit"/>, or NaN.</param>
    /// <param name="low">The rounding error of z.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeepLogistic(T z, T low)
    {
        T t = T.Or(z, T.Create(-0f));
        _q = Exponential.SplitDeep(t, T.Xor(low, T.Xor(t, z)), out _scale, out _rest);
        _z = z;
        Shallow = new Logistic<T>(z, T.FusedMultiplyAdd(_scale, _q, _scale) * _rest);
    }

    /// <summary>Gets σ(z) and its derivatives, which are less accurate if they are subnormal.</summary>
    public Logistic<T> Shallow { get; }

    /// <summary>Computes x·σ(z); where z is negative, with a bounded x, to avoid −∞·0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Gate(T x, T bounded)
    {
        T scaled = bounded * _scale; // exact, so that e^−|z| is not rounded
        T decaying = T.FusedMultiplyAdd(scaled, _q, scaled);
        return T.SelectNegative(_z, decaying, x) * Shallow.Reciprocal * T.SelectNegative(_z, _rest, T.Create(1f));
    }
}
