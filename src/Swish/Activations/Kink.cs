using System.Runtime.CompilerServices;
using Swish.Kernels;

namespace Swish.Activations;

/// <summary>What functions made of straight lines share.</summary>
internal static class Kink
{
    /// <summary>The reference at NaN.</summary>
    public static ActivationValue NotANumber => new(double.NaN, double.NaN, double.NaN);

    /// <summary><paramref name="derivative"/>, and NaN where x is NaN: a constant slope would hide it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T KeepNaN<T>(T x, T derivative)
        where T : struct, ILanes<T> =>
        T.Select(T.Equal(x, x), derivative, x);
}
