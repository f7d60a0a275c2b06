namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>The registers that hold a tile's part of a row.</summary>
/// <typeparam name="T">A register.</typeparam>
/// <typeparam name="TRow">The implementing type.</typeparam>
internal unsafe interface IRowRegisters<T, TRow>
    where TRow : struct, IRowRegisters<T, TRow>
{
    /// <summary>How many.</summary>
    static abstract int Count { get; }

    /// <summary>Reads a row.</summary>
    static abstract TRow Load(float* source);

    /// <summary>This += x·b, each lane rounded once.</summary>
    void Accumulate(T x, TRow b);

    /// <summary>Writes a row.</summary>
    void Store(float* target);
}
