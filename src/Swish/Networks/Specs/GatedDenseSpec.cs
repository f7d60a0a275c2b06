using Swish.Activations.Gates;

namespace Swish.Networks.Specs;

/// <summary>
/// Describes a fully connected layer with a gate, y = f(Wx + b, Vx + c), from [batch, inputs] to [batch, outputs]: a
/// gated linear unit (Dauphin et al. 2016, arXiv:1612.08083) or a variant of it (Shazeer 2020, arXiv:2002.05202).
/// </summary>
/// <param name="Outputs">The number of outputs, 1 or more.</param>
/// <param name="Gate">The gate f, which is applied elementwise to the two products.</param>
public sealed record GatedDenseSpec(int Outputs, Gate Gate) : LayerSpec
{
    /// <summary>
    /// Gets the batch normalization of each product before the gate, f(BN(Wx + b), BN(Vx + c)); null for none.
    /// </summary>
    public BatchNormSpec? Normalization { get; init; }

    /// <inheritdoc/>
    internal override bool HasWeights => true;

    /// <inheritdoc/>
    internal override bool Flattens => true;

    /// <inheritdoc/>
    internal override bool IsActivated => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(TensorShape input) => TensorShape.OfFeatures(Outputs);

    /// <inheritdoc/>
    public override double MultiplyAdds(TensorShape input) => 2.0 * input.Features * Outputs;
}
