namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>
/// A micro-tile of a product: some rows of some registers of outputs, c[i] = start[i] + Σₖ a[i, k]·b[k]. Its fields are
/// the accumulators, which the compiler keeps in registers as long as everything is inlined.
/// </summary>
/// <remarks>start, b and c are rows of 32 floats, of which a tile takes as many as its registers hold.</remarks>
internal unsafe interface IMicroTile
{
    /// <summary>The rows of the tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Whether long sums use this tile often: the loop is then unrolled four times.</summary>
    static abstract bool UnrollK4 { get; }

    /// <summary>Sets the accumulators from [rows][32].</summary>
    void Load(float* start);

    /// <summary>Adds one term to each accumulator, with a fused multiply-add.</summary>
    /// <param name="a">The first row of the broadcast operand.</param>
    /// <param name="b">The first row of the other.</param>
    /// <param name="k">The index of the term from there on in both; a constant where it is called.</param>
    void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride;

    /// <summary>Writes the accumulators to [rows][32].</summary>
    void Store(float* c);
}
