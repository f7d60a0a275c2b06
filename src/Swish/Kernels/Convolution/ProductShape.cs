namespace Swish.Kernels.Convolution;

/// <summary>
/// Describes the product of a convolution over one image. For an output at (row, column), the terms of the sum are
/// <see cref="Blocks"/> runs of <see cref="BlockLength"/> consecutive floats of the input: one run for each kernel row,
/// which contains the channels of all kernel columns. All distances are numbers of floats.
/// </summary>
internal readonly record struct ProductShape
{
    /// <summary>Gets the number of rows of outputs.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the number of columns of outputs.</summary>
    public required int Columns { get; init; }

    /// <summary>Gets the distance in the input between the first terms of neighboring rows of outputs.</summary>
    public required nint InputRow { get; init; }

    /// <summary>Gets the distance in the input between the first terms of neighboring columns of outputs.</summary>
    public required nint InputStep { get; init; }

    /// <summary>Gets the number of runs of terms.</summary>
    public required int Blocks { get; init; }

    /// <summary>Gets the number of terms of a run.</summary>
    public required int BlockLength { get; init; }

    /// <summary>Gets the distance in the input from one run to the next.</summary>
    public required nint Jump { get; init; }

    /// <summary>Gets the distance between neighboring rows of outputs.</summary>
    public required nint OutputRow { get; init; }

    /// <summary>Gets the distance between neighboring columns of outputs.</summary>
    public required nint OutputStep { get; init; }

    /// <summary>Gets the number of terms of a sum.</summary>
    public int Depth => Blocks * BlockLength;

    /// <summary>Throws if operands are too short.</summary>
    /// <param name="input">The number of floats of the input.</param>
    /// <param name="weights">The number of floats of the weights or their gradient, [depth][32].</param>
    /// <param name="output">The number of floats of the outputs or their gradient.</param>
    /// <param name="lanes">The number of lanes.</param>
    /// <exception cref="ArgumentException">An operand is too short, or the lanes are not 16 or 32.</exception>
    public void Check(int input, int weights, int output, int lanes)
    {
        nint lastInput = (Rows - 1) * InputRow + (Columns - 1) * InputStep + (Blocks - 1) * Jump + BlockLength;
        nint lastOutput = (Rows - 1) * OutputRow + (Columns - 1) * OutputStep + lanes;
        if (Rows < 1 || Columns < 1 || Blocks < 1 || BlockLength < 1 || lanes is not (16 or 32)
            || input < lastInput || output < lastOutput || weights < (Depth - 1) * Memory.Panel.Width + lanes)
            throw new ArgumentException("The operands' lengths do not agree.");
    }
}
