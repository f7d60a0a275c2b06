using Swish.Activations;
using Swish.Networks.Specs;

namespace Swish.Networks.Architectures;

/// <summary>
/// Fully connected networks: hidden layers, each a dense layer with batch normalization, an activation and dropout
/// behind it, and a dense layer that returns the logits.
/// </summary>
internal sealed record FullyConnected
{
    /// <summary>The widths of the hidden layers, the first first.</summary>
    public required IReadOnlyList<int> HiddenLayers { get; init; }

    /// <summary>The activation of the hidden layers.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Hidden layers n, 2n, … (counted from 1) have batch normalization; 0: none has.</summary>
    public int BatchNormInterval { get; init; }

    /// <summary>Where batch normalization stands.</summary>
    public BatchNormPosition BatchNormPosition { get; init; }

    /// <summary>Whether an identity is added around each hidden layer that keeps its width.</summary>
    public bool Residual { get; init; }

    /// <summary>The probability that an output of a hidden layer is dropped, from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Returns the network's layers, from [batch, inputs] to logits of [batch, classes].</summary>
    /// <param name="inputs">Features of an example.</param>
    /// <param name="classes">The number of classes.</param>
    public DelimitedList<LayerSpec> Layers(int inputs, int classes)
    {
        List<LayerSpec> layers = [];
        ActivateSpec activate = new(Activation);
        for (int i = 0; i < HiddenLayers.Count; i++)
        {
            int width = HiddenLayers[i];
            bool normalizes = BatchNormInterval > 0 && (i + 1) % BatchNormInterval == 0;
            List<LayerSpec> hidden = [new DenseSpec(width), activate];
            if (normalizes)
                hidden.Insert(BatchNormPosition == BatchNormPosition.BeforeActivation ? 1 : 2, new BatchNormSpec());
            if (Dropout > 0) hidden.Add(new DropoutSpec(Dropout));
            if (Residual && width == inputs) layers.Add(new ResidualSpec(hidden));
            else layers.AddRange(hidden);
            inputs = width;
        }
        layers.Add(new DenseSpec(classes));
        return new(layers);
    }
}
