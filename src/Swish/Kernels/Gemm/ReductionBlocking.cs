namespace Swish.Kernels.Gemm;

/// <summary>
/// Specifies how the sum of a matrix product is divided into parts. This only affects the speed, because the
/// accumulators are continued from part to part.
/// </summary>
/// <param name="Block">The number of terms that are contiguous in the broadcast operand.</param>
/// <param name="Jump">The number of floats from one block to the next in the broadcast operand.</param>
/// <param name="Part">The number of terms that are added for all rows before the next part.</param>
internal readonly record struct ReductionBlocking(int Block, nint Jump, int Part);
