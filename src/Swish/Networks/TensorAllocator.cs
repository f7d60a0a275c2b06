using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Where all buffers of a network come from, so that what a network takes can also be measured: layers are then
/// constructed as ever, on buffers without memory, which must not be read or written.
/// </summary>
/// <param name="measuresOnly">Whether buffers have no memory.</param>
internal sealed class TensorAllocator(bool measuresOnly = false)
{
    private const long HugePageLength = HugePages.Size / sizeof(float);

    /// <summary>Floats of all buffers so far, with what their alignment takes.</summary>
    public double Length { get; private set; }

    /// <summary>Floats of the largest array so far; an array has room for <see cref="Array.MaxLength"/>.</summary>
    public double LargestLength { get; private set; }

    /// <summary>Returns a buffer of so many floats, all zero.</summary>
    /// <param name="length">How many, 0 or more.</param>
    public PanelBuffer Allocate(long length)
    {
        // A buffer of a huge page or more starts at one, somewhere in the first page of an array of its own. Smaller
        // ones share arrays of four huge pages, and a fifth for the start.
        double taken = length < HugePageLength ? 1.25 * length : length + HugePageLength;
        Length += taken;
        LargestLength = Math.Max(LargestLength, taken);
        return measuresOnly ? PanelBuffer.Empty : new(checked((int)length));
    }

    /// <summary>Returns a buffer for [rows, features] in panels: [feature/32][row][32], all zero.</summary>
    /// <param name="rows">The rows: examples of a batch, inputs of a weight matrix, or 1 for a vector.</param>
    /// <param name="features">The features.</param>
    public PanelBuffer Matrix(int rows, int features) => Allocate(MatrixLength(rows, features));

    /// <summary>Returns the floats of [rows, features] in panels, padding included.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="features">The features.</param>
    public static long MatrixLength(int rows, int features) => (long)Panel.Count(features) * rows * Panel.Width;
}
