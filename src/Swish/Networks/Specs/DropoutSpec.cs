namespace Swish.Networks.Specs;

/// <summary>
/// Describes an inverted dropout layer. In training each value is dropped with a given probability, and the other
/// values are divided by the probability of being kept; in evaluation the values do not change. The output has the
/// shape of the input.
/// </summary>
/// <param name="Rate">The probability that a value is dropped, above 0 and below 1.</param>
public sealed record DropoutSpec(double Rate) : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
