using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Networks.Specs;

namespace Swish.Networks.Architectures;

/// <summary>
/// Describes a fully connected network: hidden layers, each a dense layer followed by batch normalization, an
/// activation and dropout, and a dense output layer that computes the logits.
/// </summary>
internal sealed record FullyConnected
{
    /// <summary>Gets the widths of the hidden layers, first to last.</summary>
    public required IReadOnlyList<int> HiddenLayers { get; init; }

    /// <summary>Gets the activation of the hidden layers, or the gate that takes its place.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Gets the width of hidden layers with a gate.</summary>
    public GateWidth GateWidth { get; init; }

    /// <summary>
    /// Gets the interval n of hidden layers with batch normalization: layers n, 2n, … (counted from 1); 0 for none.
    /// </summary>
    public int BatchNormInterval { get; init; }

    /// <summary>Gets the position of batch normalization in a hidden layer.</summary>
    public BatchNormPosition BatchNormPosition { get; init; }

    /// <summary>Gets whether the scale of batch normalization is not learnable.</summary>
    public bool FixedBatchNormScale { get; init; }

    /// <summary>Gets whether each hidden layer with as many outputs as inputs has a residual connection.</summary>
    public bool Residual { get; init; }

    /// <summary>Gets the probability that an output of a hidden layer is dropped, from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Computes the widths of the hidden layers, which a gate may change.</summary>
    /// <param name="inputs">The number of features of an example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The widths, first to last.</returns>
    public IReadOnlyList<int> Widths(int inputs, int classes) =>
        Activation is Gate && GateWidth == GateWidth.EqualParameters
            ? GatedWidths.EqualParameters(HiddenLayers, inputs, classes)
            : HiddenLayers;

    /// <summary>Creates the specs of the layers, from [batch, inputs] to logits of [batch, classes].</summary>
    /// <param name="inputs">The number of features of an example.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>The layers, first to last.</returns>
    public DelimitedList<LayerSpec> Layers(int inputs, int classes)
    {
        List<LayerSpec> layers = [];
        IReadOnlyList<int> widths = Widths(inputs, classes);
        for (int i = 0; i < widths.Count; i++)
        {
            int width = widths[i];
            bool normalizes = BatchNormInterval > 0 && (i + 1) % BatchNormInterval == 0;
            List<LayerSpec> hidden = Hidden(width, normalizes);
            if (Dropout > 0) hidden.Add(new DropoutSpec(Dropout));
            if (Residual && width == inputs) layers.Add(new ResidualSpec(hidden));
            else layers.AddRange(hidden);
            inputs = width;
        }
        layers.Add(new DenseSpec(classes));
        return new(layers);
    }

    private List<LayerSpec> Hidden(int width, bool normalizes)
    {
        bool normalizesFirst = BatchNormPosition == BatchNormPosition.BeforeActivation;
        BatchNormSpec norm = new() { FixedScale = FixedBatchNormScale };
        if (Activation is Gate gate)
        {
            GatedDenseSpec gated = new(width, gate) { Normalization = normalizes && normalizesFirst ? norm : null };
            return normalizes && !normalizesFirst ? [gated, norm] : [gated];
        }
        List<LayerSpec> hidden = [new DenseSpec(width), new ActivateSpec(Activation)];
        if (normalizes) hidden.Insert(normalizesFirst ? 1 : 2, norm);
        return hidden;
    }
}
