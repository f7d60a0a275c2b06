using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>Computes the sums of two panels, with vectors of half a panel, so that each entry is read once for both.</summary>
/// <param name="source0">The other operand of the first panel, [offset/32][32].</param>
/// <param name="source1">The other operand of the second panel, [offset/32][32].</param>
/// <param name="target0">Receives the sums of the first panel, [row][32].</param>
/// <param name="target1">Receives the sums of the second panel, [row][32].</param>
internal readonly unsafe struct PanelPairSums<T>(float* source0, float* source1, float* target0, float* target1) : ISparseSums
    where T : struct, ISimdVector<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Compute(
        SparseEntry* x, SparseEntry* xEnd, SparseEntry* y, SparseEntry* yEnd, int xRow, int yRow, bool goesOn)
    {
        int first = xRow * Panel.Width, second = yRow * Panel.Width;
        SparseEntry* commonEnd = xEnd - x <= yEnd - y ? xEnd : x + (yEnd - y);
        TwoRowAccumulator<T> sum0 = default, sum1 = default;
        if (goesOn)
        {
            sum0.Load(target0 + first, target0 + second);
            sum1.Load(target1 + first, target1 + second);
        }
        for (; x != commonEnd; x++, y++)
        {
            sum0.AddToFirst(x, source0);
            sum1.AddToFirst(x, source1);
            sum0.AddToSecond(y, source0);
            sum1.AddToSecond(y, source1);
        }
        for (; y != yEnd; y++)
        {
            sum0.AddToSecond(y, source0);
            sum1.AddToSecond(y, source1);
        }
        for (; x != xEnd; x++)
        {
            sum0.AddToFirst(x, source0);
            sum1.AddToFirst(x, source1);
        }
        sum0.Store(target0 + first, target0 + second);
        sum1.Store(target1 + first, target1 + second);
    }
}
