namespace Swish.Kernels.Gemm;

/// <summary>Represents a nonzero value of a sparse matrix.</summary>
/// <param name="Offset">
/// The index in the other operand at which the row for the value's column (or, sorted by column, for its row) starts.
/// </param>
/// <param name="Value">The value.</param>
internal readonly record struct SparseEntry(int Offset, float Value);
