namespace Swish.Kernels.Convolution;

/// <summary>Describes the pooling of one image.</summary>
/// <param name="InputRows">The number of rows of the input.</param>
/// <param name="InputColumns">The number of columns of the input.</param>
/// <param name="Rows">The number of rows of the output.</param>
/// <param name="Columns">The number of columns of the output.</param>
/// <param name="Lanes">The number of floats of a position, a multiple of 16.</param>
/// <param name="Size">The number of rows and columns of the window.</param>
/// <param name="Stride">The distance between neighboring windows.</param>
/// <param name="Padding">The number of rows and columns of padding at each edge.</param>
internal readonly record struct PoolShape(
    int InputRows, int InputColumns, int Rows, int Columns, int Lanes, int Size, int Stride, int Padding)
{
    /// <summary>Throws if operands are too short.</summary>
    /// <param name="input">The number of floats of the input or its gradient.</param>
    /// <param name="output">The number of floats of the output or its gradient.</param>
    /// <exception cref="ArgumentException">An operand is too short.</exception>
    public void Check(int input, int output)
    {
        if (input < InputRows * InputColumns * Lanes || output < Rows * Columns * Lanes)
            throw new ArgumentException("The operands' lengths do not agree.");
    }

    /// <summary>Computes the rows of the input that a window covers.</summary>
    /// <param name="row">The row of the output.</param>
    /// <returns>The first row, and the one after the last.</returns>
    public (int First, int End) InputRowsOf(int row) => Range(row, InputRows);

    /// <summary>Computes the columns of the input that a window covers.</summary>
    /// <param name="column">The column of the output.</param>
    /// <returns>The first column, and the one after the last.</returns>
    public (int First, int End) InputColumnsOf(int column) => Range(column, InputColumns);

    private (int First, int End) Range(int index, int length)
    {
        int first = index * Stride - Padding;
        return (Math.Max(0, first), Math.Min(length, first + Size));
    }
}
