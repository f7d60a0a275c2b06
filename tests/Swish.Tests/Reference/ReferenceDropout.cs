namespace Swish.Tests.Reference;

/// <summary>
/// Inverted dropout: in training what is kept is divided by the share that is kept; evaluation changes nothing.
/// </summary>
internal sealed class ReferenceDropout(double share) : IReferenceLayer
{
    /// <summary>
    /// Which outputs the next training pass keeps, for each example and unit; chance is left to the caller.
    /// </summary>
    public bool[][] Kept { get; set; } = [];

    public IEnumerable<ReferenceParameter> Parameters => [];

    public double[][] Forward(double[][] input, bool training) => training ? Mask(input) : input;

    public double[][] Backward(double[][] outputGradient) => Mask(outputGradient);

    private double[][] Mask(double[][] rows) =>
        [.. rows.Select((row, n) => row.Select((x, unit) => Kept[n][unit] ? x / (1 - share) : 0).ToArray())];
}
