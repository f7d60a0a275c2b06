namespace Swish.Kernels.Gemm.MicroTiles;

/// <summary>Represents the part of a row that belongs to a micro-tile, in registers.</summary>
/// <typeparam name="T">The vector type.</typeparam>
/// <typeparam name="TRow">The implementing type.</typeparam>
internal unsafe interface IRowRegisters<T, TRow>
    where TRow : struct, IRowRegisters<T, TRow>
{
    /// <summary>Gets the number of registers.</summary>
    static abstract int Count { get; }

    /// <summary>Reads a row.</summary>
    static abstract TRow Load(float* source);

    /// <summary>Adds x·b, each lane rounded once.</summary>
    void Accumulate(T x, TRow b);

    /// <summary>Writes a row.</summary>
    void Store(float* target);
}
