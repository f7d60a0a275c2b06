namespace Swish.Networks.Specs;

/// <summary>Describes a fully connected layer y = Wx + b, from [batch, inputs] to [batch, outputs].</summary>
/// <param name="Outputs">The number of outputs, 1 or more.</param>
public sealed record DenseSpec(int Outputs) : LayerSpec
{
    /// <inheritdoc/>
    internal override bool HasWeights => true;

    /// <inheritdoc/>
    internal override bool Flattens => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => TensorShape.OfFeatures(Outputs);

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) => (double)input.Features * Outputs;
}
