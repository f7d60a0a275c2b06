using Swish.Kernels.Simd;

namespace Swish.Kernels.Convolution.Tiles;

/// <summary>
/// Represents a micro-tile of outputs at neighboring columns, whose operands are a fixed distance apart: c[i] = Σₖ
/// a[i·step + k]·b[k]. Its fields are the accumulators, which the JIT keeps in registers as long
/// as all methods are inlined. Three rows share a base address, since an address can be the sum of a base and one or two
/// steps.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
internal unsafe interface ISpacedTile<T>
    where T : struct, ISimdVector<T>
{
    /// <summary>Gets the number of outputs.</summary>
    static abstract int Rows { get; }

    /// <summary>Sets the accumulators to +0.</summary>
    void Clear();

    /// <summary>Adds one term to each accumulator, with a fused multiply-add.</summary>
    /// <param name="p0">The operand of output 0.</param>
    /// <param name="p3">The operand of output 3.</param>
    /// <param name="p6">The operand of output 6.</param>
    /// <param name="p9">The operand of output 9.</param>
    /// <param name="p12">The operand of output 12.</param>
    /// <param name="p15">The operand of output 15.</param>
    /// <param name="step">The distance between operands of neighboring outputs.</param>
    /// <param name="b">The first row of the other operand.</param>
    /// <param name="k">The index of the term in both operands; a constant in all calls.</param>
    void Add(float* p0, float* p3, float* p6, float* p9, float* p12, float* p15, nint step, float* b, int k);

    /// <summary>Writes the accumulators.</summary>
    /// <param name="c">Receives the first output.</param>
    /// <param name="step">The distance between neighboring outputs.</param>
    void Store(float* c, nint step);
}
