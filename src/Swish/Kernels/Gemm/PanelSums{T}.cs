using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>Computes the sums of one panel.</summary>
/// <param name="source">The other operand of the product, [offset/32][32].</param>
/// <param name="target">Receives the sums, [row][32].</param>
internal readonly unsafe struct PanelSums<T>(float* source, float* target) : ISparseSums
    where T : struct, ISimdVector<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Compute(
        SparseEntry* x, SparseEntry* xEnd, SparseEntry* y, SparseEntry* yEnd, int xRow, int yRow, bool goesOn)
    {
        float* xSum = target + xRow * Panel.Width, ySum = target + yRow * Panel.Width;
        SparseEntry* commonEnd = xEnd - x <= yEnd - y ? xEnd : x + (yEnd - y);
        for (int lane = 0; lane < Panel.Width; lane += 4 * T.Count)
        {
            TwoRowAccumulator<T> sum = default;
            if (goesOn) sum.Load(xSum + lane, ySum + lane);
            SparseEntry* e = x, f = y;
            for (; e != commonEnd; e++, f++)
            {
                sum.AddToFirst(e, source + lane);
                sum.AddToSecond(f, source + lane);
            }
            for (; f != yEnd; f++) sum.AddToSecond(f, source + lane);
            for (; e != xEnd; e++) sum.AddToFirst(e, source + lane);
            sum.Store(xSum + lane, ySum + lane);
        }
    }
}
