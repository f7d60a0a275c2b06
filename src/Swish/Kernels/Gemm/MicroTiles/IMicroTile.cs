namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>
/// Represents a micro-tile of a matrix product: some rows and registers of outputs, c[i] = start[i] + Σₖ a[i, k]·b[k].
/// Its fields are the accumulators, which the JIT keeps in registers as long as all methods are inlined.
/// </summary>
/// <remarks>start, b and c are rows of 32 floats, of which a tile takes as many as its registers hold.</remarks>
internal unsafe interface IMicroTile
{
    /// <summary>Gets the number of rows.</summary>
    static abstract int Rows { get; }

    /// <summary>Gets whether to unroll the loop four times, because long sums often use this tile.</summary>
    static abstract bool UnrollK4 { get; }

    /// <summary>Sets the accumulators from [rows][32].</summary>
    void Load(float* start);

    /// <summary>Adds one term to each accumulator, with a fused multiply-add.</summary>
    /// <param name="a">The first row of the broadcast operand.</param>
    /// <param name="b">The first row of the other operand.</param>
    /// <param name="k">The index of the term in both operands; a constant in all calls.</param>
    void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride;

    /// <summary>Writes the accumulators to [rows][32].</summary>
    void Store(float* c);
}
