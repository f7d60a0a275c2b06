using System.Runtime.CompilerServices;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Functions;

/// <summary>
/// <see cref="Logistic{T}"/> of an argument that is itself a rounded product: with what rounding took from it, and with
/// products that are right among the subnormals.
/// </summary>
/// <typeparam name="T">The registers.</typeparam>
internal readonly struct DeepLogistic<T>
    where T : struct, ISimdVector<T>
{
    private readonly T _z;
    private readonly T _q;
    private readonly T _scale;
    private readonly T _rest;

    /// <summary>Computes what all properties share.</summary>
    /// <param name="z">−<see cref="Exponential.DeepLimit"/> to that, or NaN.</param>
    /// <param name="low">What rounding took from z.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DeepLogistic(T z, T low)
    {
        T t = T.Or(z, T.Create(-0f));
        _q = Exponential.SplitDeep(t, T.Xor(low, T.Xor(t, z)), out _scale, out _rest);
        _z = z;
        Shallow = new Logistic<T>(z, T.FusedMultiplyAdd(_scale, _q, _scale) * _rest);
    }

    /// <summary>σ(z) and its derivatives, which need not be right among the subnormals.</summary>
    public Logistic<T> Shallow { get; }

    /// <summary>x·σ(z), where z is negative with a bounded x, so that −∞ times 0 does not arise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Gate(T x, T bounded)
    {
        T scaled = bounded * _scale; // exact, which saves the rounding of e^−|z|
        T decaying = T.FusedMultiplyAdd(scaled, _q, scaled);
        return T.SelectNegative(_z, decaying, x) * Shallow.Inverse * T.SelectNegative(_z, _rest, T.Create(1f));
    }
}
