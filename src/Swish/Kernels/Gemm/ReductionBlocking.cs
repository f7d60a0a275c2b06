namespace Swish.Kernels.Gemm;

/// <summary>
/// How a product walks along its sum. It changes the speed alone, for no sum ends where a block or a part does.
/// </summary>
/// <param name="Block">Summands that lie together in the broadcast operand.</param>
/// <param name="Jump">Floats there from one block to the next.</param>
/// <param name="Part">Summands that all rows take before the next ones' turn.</param>
internal readonly record struct ReductionBlocking(int Block, nint Jump, int Part);
