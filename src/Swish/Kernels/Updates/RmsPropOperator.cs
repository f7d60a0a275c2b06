using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Updates;

/// <summary>s ← αs + (1 − α)g², w ← w − ηg/(√s + ε).</summary>
internal readonly struct RmsPropOperator(float rate, float decay, float rest, float epsilon) : IUpdateOperator
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ILanes<T>
    {
        first = T.FusedMultiplyAdd(T.Create(decay), first, T.Create(rest) * gradient * gradient);
        weight -= T.Create(rate) * gradient / (T.Sqrt(first) + T.Create(epsilon));
    }
}
