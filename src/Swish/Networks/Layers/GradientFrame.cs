using Swish.Kernels.Convolution;
using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>
/// Represents the gradient with respect to the output of a convolution with the zeros around it that the gradient with
/// respect to the input reads, and the phases in which that is computed.
/// </summary>
internal sealed class GradientFrame
{
    private readonly TensorShape _output;
    // The number of rows and columns before those of the output.
    private readonly int _before;

    /// <summary>Computes the size of the frame, and the phases.</summary>
    /// <param name="window">The kernel.</param>
    /// <param name="input">The shape of the input of the convolution.</param>
    /// <param name="output">The shape of the output of the convolution.</param>
    public GradientFrame(Window window, TensorShape input, TensorShape output)
    {
        _output = output;
        _before = (window.Size - 1 - window.Padding + window.Stride - 1) / window.Stride;
        Rows = _before + Math.Max(output.Rows, Last(input.Rows) + 1);
        Columns = _before + Math.Max(output.Columns, Last(input.Columns) + 1);
        int rows = Math.Min(window.Stride, input.Rows), columns = Math.Min(window.Stride, input.Columns);
        Phases =
        [
            .. Enumerable.Range(0, rows * columns).Select(i => new Phase(window, input, i / columns, i % columns))
                .Where(phase => phase.TapCount > 0),
        ];
        CoversInput = Phases.Length == rows * columns;

        // The last row of the output that an input of so many rows reads, or could.
        int Last(int rows) => (rows - 1 + window.Padding) / window.Stride;
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets the phases that have weights, by rows and columns.</summary>
    public Phase[] Phases { get; }

    /// <summary>Gets whether all positions of the input belong to a phase that has weights.</summary>
    public bool CoversInput { get; }

    /// <summary>Gets the first position that a phase reads.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>The index of the position in the frame.</returns>
    public int Start(Phase phase) => (phase.FirstRow + _before) * Columns + phase.FirstColumn + _before;

    /// <summary>Copies channels of a gradient into a frame.</summary>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    /// <param name="first">The first channel to copy.</param>
    /// <param name="count">The number of channels to copy.</param>
    /// <param name="scratch">The memory of the frame; may be longer.</param>
    /// <returns>The frame, [row][column][count].</returns>
    public ReadOnlySpan<float> Fill(ReadOnlySpan<float> gradient, int first, int count, Span<float> scratch)
    {
        Span<float> frame = scratch[..(Rows * Columns * count)];
        ImagePadding.Copy(
            gradient, _output.Rows, _output.Columns, _output.Lanes, first, count, _before, _before, frame, Rows,
            Columns);
        return frame;
    }
}
