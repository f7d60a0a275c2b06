namespace Swish.Kernels.Gemm;

/// <summary>A nonzero value of a sparse matrix.</summary>
/// <param name="Offset">
/// Where the row of its column (or, sorted by column, of its row) starts in the other operand.
/// </param>
/// <param name="Value">The value.</param>
internal readonly record struct SparseEntry(int Offset, float Value);
