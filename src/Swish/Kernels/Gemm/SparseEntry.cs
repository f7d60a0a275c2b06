namespace Swish.Kernels.Gemm;

/// <summary>A value that is not zero.</summary>
/// <param name="Offset">Where its column (or, ordered by column, its row) starts in the other operand.</param>
/// <param name="Value">The value.</param>
internal readonly record struct SparseEntry(int Offset, float Value);
