namespace Swish.Kernels.Convolution;

/// <summary>
/// Describes the product of a depthwise convolution over one image, whose lanes are channels. All distances are numbers
/// of floats.
/// </summary>
internal readonly record struct DepthwiseShape
{
    /// <summary>Gets the number of rows of outputs.</summary>
    public required int Rows { get; init; }

    /// <summary>Gets the number of columns of outputs.</summary>
    public required int Columns { get; init; }

    /// <summary>Gets the number of floats of a position, a multiple of 16.</summary>
    public required int Lanes { get; init; }

    /// <summary>Gets the number of kernel rows.</summary>
    public required int KernelRows { get; init; }

    /// <summary>Gets the number of kernel columns.</summary>
    public required int KernelColumns { get; init; }

    /// <summary>Gets the distance in the input between neighboring rows.</summary>
    public required int InputRow { get; init; }

    /// <summary>Gets the number of rows, and of columns, of the input from one output to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>Gets the distance between neighboring rows of outputs.</summary>
    public required int OutputRow { get; init; }

    /// <summary>Gets the distance between neighboring columns of outputs.</summary>
    public required int OutputStep { get; init; }

    /// <summary>Gets the distance between the weights of two panels of 32 channels.</summary>
    public required int WeightPanel { get; init; }

    /// <summary>Gets the index of the weights of the first kernel position.</summary>
    public int WeightStart { get; init; }

    /// <summary>Gets the distance between the weights of neighboring kernel rows; negative if the kernel is flipped.</summary>
    public required int WeightRow { get; init; }

    /// <summary>
    /// Gets the distance between the weights of neighboring kernel columns; negative if the kernel is flipped.
    /// </summary>
    public required int WeightStep { get; init; }

    /// <summary>Throws if operands are too short.</summary>
    /// <param name="input">The number of floats of the input.</param>
    /// <param name="weights">The number of floats of the weights or their gradient.</param>
    /// <param name="output">The number of floats of the outputs or their gradient.</param>
    /// <exception cref="ArgumentException">An operand is too short.</exception>
    public void Check(int input, int weights, int output)
    {
        int lastInput = ((Rows - 1) * Stride + KernelRows - 1) * InputRow
            + ((Columns - 1) * Stride + KernelColumns) * Lanes;
        int lastOutput = (Rows - 1) * OutputRow + (Columns - 1) * OutputStep + Lanes;
        int panels = (Lanes + Memory.Panel.Width - 1) / Memory.Panel.Width;
        int lastTap = WeightStart + (KernelRows - 1) * WeightRow + (KernelColumns - 1) * WeightStep;
        int largestTap = Math.Max(WeightStart, lastTap), smallestTap = Math.Min(WeightStart, lastTap);
        if (Rows < 1 || Columns < 1 || KernelRows < 1 || KernelColumns < 1 || input < lastInput || output < lastOutput
            || smallestTap < 0 || weights < (panels - 1) * WeightPanel + largestTap + ImageShape.LaneBlock)
            throw new ArgumentException("The operands' lengths do not agree.");
    }
}
