using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Updates;

/// <summary>v ← μv + g, w ← w − η(g + μv) (PyTorch's form).</summary>
internal readonly struct NesterovOperator(float rate, float momentum) : IUpdateOperator
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ILanes<T>
    {
        first = T.FusedMultiplyAdd(T.Create(momentum), first, gradient);
        T ahead = T.FusedMultiplyAdd(T.Create(momentum), first, gradient);
        weight = T.FusedMultiplyAdd(T.Create(-rate), ahead, weight);
    }
}
