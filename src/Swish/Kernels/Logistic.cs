using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>σ(z) = 1/(1 + e^−z) and 1 − σ(z), each to its own accuracy: neither is a difference of the other.</summary>
/// <typeparam name="T">The registers.</typeparam>
internal readonly struct Logistic<T>
    where T : struct, ILanes<T>
{
    /// <summary>Computes both with one division.</summary>
    /// <param name="z">−<see cref="Exponential.Limit"/> to <see cref="Exponential.Limit"/>, or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Logistic(T z)
    {
        T q = Exponential.Split(T.Or(z, T.Create(-0f)), out T scale);
        T e = T.FusedMultiplyAdd(scale, q, scale);
        T large = T.Create(1f) / (T.Create(1f) + e);
        T small = e * large;
        T negative = T.LessThan(z, T.Create(0f));
        Sigma = T.Select(negative, small, large);
        Complement = T.Select(negative, large, small);
    }

    /// <summary>σ(z).</summary>
    public T Sigma { get; }

    /// <summary>1 − σ(z) = σ(−z).</summary>
    public T Complement { get; }
}
