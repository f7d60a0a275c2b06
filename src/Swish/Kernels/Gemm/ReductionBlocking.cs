namespace Swish.Kernels.Gemm;

/// <summary>
/// How a product goes along its sum. It changes the speed only, since the accumulators are carried on from part to
/// part.
/// </summary>
/// <param name="Block">Terms that are contiguous in the broadcast operand.</param>
/// <param name="Jump">Floats there from one block to the next.</param>
/// <param name="Part">Terms that are added for all rows before the next ones.</param>
internal readonly record struct ReductionBlocking(int Block, nint Jump, int Part);
