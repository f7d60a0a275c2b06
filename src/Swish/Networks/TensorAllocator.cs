using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Allocates all buffers of a network. To compute the memory of a network, its layers can be created with an allocator
/// that only measures; its buffers have no memory and must not be read or written.
/// </summary>
/// <param name="measuresOnly">Whether to only measure.</param>
/// <param name="stop">Cancels allocations, and the work of the layers that get the buffers.</param>
internal sealed class TensorAllocator(bool measuresOnly = false, CancellationToken stop = default)
{
    private const long HugePageLength = HugePages.Size / sizeof(float);

    /// <summary>Gets the token that ends the products of layers, which may take seconds for large batches.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Gets the number of floats of all buffers so far, including the overhead of alignment.</summary>
    public double Length { get; private set; }

    /// <summary>
    /// Gets the length of the largest array so far, which must not exceed <see cref="Array.MaxLength"/>.
    /// </summary>
    public double MaxLength { get; private set; }

    /// <summary>Allocates a buffer, which is initially zero.</summary>
    /// <param name="length">The number of floats, 0 or more.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public PanelBuffer Allocate(long length)
    {
        stop.ThrowIfCancellationRequested();
        // A buffer of at least a huge page has a separate array, one huge page longer so that the buffer can start at
        // the beginning of a page. Smaller buffers share arrays of five huge pages, four of which are used.
        double arrayLength = length < HugePageLength ? 1.25 * length : length + HugePageLength;
        Length += arrayLength;
        MaxLength = Math.Max(MaxLength, arrayLength);
        return measuresOnly ? PanelBuffer.Empty : new(checked((int)length));
    }

    /// <summary>Allocates a buffer for [rows, features], which is initially zero.</summary>
    /// <param name="rows">
    /// The number of rows: examples of a batch, inputs of a weight matrix, or 1 for a vector.
    /// </param>
    /// <param name="features">The number of features.</param>
    /// <returns>The buffer, in panels: [feature/32][row][32].</returns>
    public PanelBuffer AllocateMatrix(int rows, int features) => Allocate(MatrixLength(rows, features));

    /// <summary>Computes the length of a buffer for [rows, features] in panels, including padding.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="features">The number of features.</param>
    /// <returns>The number of floats.</returns>
    public static long MatrixLength(int rows, int features) => (long)Panel.Count(features) * rows * Panel.Width;
}
