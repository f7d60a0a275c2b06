using System.Runtime.CompilerServices;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Updates;

/// <summary>v ← μv + g, w ← w − ηv (PyTorch's form; Sutskever et al. 2013 have η inside).</summary>
internal readonly struct MomentumOperator(float rate, float momentum) : IUpdateOperator
{
    public static int StateCount => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<T>(ref T weight, T gradient, ref T first, ref T second)
        where T : struct, ILanes<T>
    {
        first = T.FusedMultiplyAdd(T.Create(momentum), first, gradient);
        weight = T.FusedMultiplyAdd(T.Create(-rate), first, weight);
    }
}
