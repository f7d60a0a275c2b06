namespace Swish.Networks.Specs;

/// <summary>
/// Inverted dropout: in training each value is dropped with a probability, and those that are kept are divided by the
/// probability of being kept; in evaluation nothing happens. The shape stays what it is.
/// </summary>
/// <param name="Rate">The probability that a value is dropped, above 0 and below 1.</param>
public sealed record DropoutSpec(double Rate) : LayerSpec
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => input;
}
