namespace Swish.Tests.Reference;

/// <summary>
/// Inverted dropout: in training what is kept is divided by the probability of being kept; evaluation changes nothing.
/// </summary>
internal sealed class ReferenceDropout(double rate) : IReferenceLayer
{
    /// <summary>
    /// Which outputs the next training pass keeps, for each example and unit; drawing it is left to the caller.
    /// </summary>
    public bool[][] Kept { get; set; } = [];

    /// <summary>The probability that a value is dropped.</summary>
    public double Rate { get; } = rate;

    public IEnumerable<ReferenceParameter> Parameters => [];

    public double[][] Forward(double[][] input, bool training) => training ? Mask(input) : input;

    public double[][] Backward(double[][] outputGradient) => Mask(outputGradient);

    private double[][] Mask(double[][] rows) =>
        [.. rows.Select((row, n) => row.Select((x, unit) => Kept[n][unit] ? x / (1 - Rate) : 0).ToArray())];
}
