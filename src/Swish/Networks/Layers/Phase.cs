using Swish.Networks.Specs;

namespace Swish.Networks.Layers;

/// <summary>
/// Represents the positions of an input whose row and column have the same remainders of the stride of a convolution,
/// and the part of the kernel that reads them, flipped.
/// </summary>
internal sealed class Phase
{
    private readonly int _stride;
    private readonly int _lastKernelRow;
    private readonly int _lastKernelColumn;

    /// <summary>Creates a phase.</summary>
    /// <param name="window">The kernel.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="row">The first row of the input, below the stride.</param>
    /// <param name="column">The first column of the input, below the stride.</param>
    public Phase(Window window, TensorShape input, int row, int column)
    {
        _stride = window.Stride;
        Row = row;
        Column = column;
        InputRows = (input.Rows - row + _stride - 1) / _stride;
        InputColumns = (input.Columns - column + _stride - 1) / _stride;
        (Rows, FirstRow, _lastKernelRow) = Taps(window, row);
        (Columns, FirstColumn, _lastKernelColumn) = Taps(window, column);
    }

    /// <summary>Gets the first row of the input.</summary>
    public int Row { get; }

    /// <summary>Gets the first column of the input.</summary>
    public int Column { get; }

    /// <summary>Gets the number of rows of the input that belong to the phase.</summary>
    public int InputRows { get; }

    /// <summary>Gets the number of columns of the input that belong to the phase.</summary>
    public int InputColumns { get; }

    /// <summary>Gets the number of kernel rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of kernel columns.</summary>
    public int Columns { get; }

    /// <summary>Gets the row of the output that the first kernel row reads for the first row of the input.</summary>
    public int FirstRow { get; }

    /// <summary>Gets the column of the output that the first kernel column reads for the first column.</summary>
    public int FirstColumn { get; }

    /// <summary>Gets the number of kernel positions.</summary>
    public int TapCount => Rows * Columns;

    /// <summary>Gets the row of the kernel of one of <see cref="Rows"/>.</summary>
    /// <param name="row">The index of the row.</param>
    /// <returns>The row of the kernel, which is flipped.</returns>
    public int KernelRow(int row) => _lastKernelRow - row * _stride;

    /// <summary>Gets the column of the kernel of one of <see cref="Columns"/>.</summary>
    /// <param name="column">The index of the column.</param>
    /// <returns>The column of the kernel, which is flipped.</returns>
    public int KernelColumn(int column) => _lastKernelColumn - column * _stride;

    /// <summary>
    /// Finds the kernel rows k with row + padding − k a multiple of the stride, which is the row of the output.
    /// </summary>
    private static (int Count, int First, int LastKernel) Taps(Window window, int row)
    {
        int smallest = (row + window.Padding) % window.Stride;
        if (smallest >= window.Size) return (0, 0, 0);
        int count = (window.Size - 1 - smallest) / window.Stride + 1;
        int largest = smallest + (count - 1) * window.Stride;
        return (count, (row + window.Padding - largest) / window.Stride, largest);
    }
}
