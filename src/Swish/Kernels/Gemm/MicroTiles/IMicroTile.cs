namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>
/// A tile of a product while it is computed: some rows by some registers of outputs, c[i] = start[i] + Σₖ a[i, k]·b[k].
/// Its fields are accumulators, which the compiler keeps in registers as long as everything is inlined.
/// </summary>
/// <remarks>start, b and c are rows of 32 floats, of which a tile takes as many as its registers hold.</remarks>
internal unsafe interface IMicroTile
{
    /// <summary>Its rows.</summary>
    static abstract int Rows { get; }

    /// <summary>Whether long sums meet this tile often: it then takes four summands a turn of the loop.</summary>
    static abstract bool UnrollK4 { get; }

    /// <summary>Sets the accumulators.</summary>
    void Load(float* start);

    /// <summary>Adds one summand to each accumulator, with a fused multiply-add.</summary>
    /// <param name="a">The first row of the broadcast operand.</param>
    /// <param name="b">The first row of the other.</param>
    /// <param name="k">How many summands further this one stands in both; a constant where it is called.</param>
    void Add<TStride>(float* a, float* b, int k)
        where TStride : struct, IOperandStride;

    /// <summary>Writes the accumulators.</summary>
    void Store(float* c);
}
