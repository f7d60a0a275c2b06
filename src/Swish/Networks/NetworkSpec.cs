using Swish.Activations;

namespace Swish.Networks;

/// <summary>
/// What a network is built from: its shape, its start, and what training keeps beside each parameter.
/// </summary>
internal sealed record NetworkSpec
{
    /// <summary>Features of an example.</summary>
    public required int Inputs { get; init; }

    /// <summary>Classes: the outputs.</summary>
    public required int Classes { get; init; }

    /// <summary>Examples of a training batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The hidden layers' widths.</summary>
    public required HiddenLayerList HiddenLayers { get; init; }

    /// <summary>The hidden layers' activation.</summary>
    public required Activation Activation { get; init; }

    /// <summary>Batch normalization on hidden layers n, 2n, …; 0: on none.</summary>
    public required int BatchNormInterval { get; init; }

    /// <summary>Where it stands.</summary>
    public required BatchNormPosition BatchNormPosition { get; init; }

    /// <summary>Whether an identity is added around each hidden layer that keeps its width.</summary>
    public required bool Residual { get; init; }

    /// <summary>The share of outputs that is dropped.</summary>
    public required double Dropout { get; init; }

    /// <summary>The distribution of initial weights.</summary>
    public required InitializerKind Initializer { get; init; }

    /// <summary>σ of the truncated normal one.</summary>
    public required double InitializerDeviation { get; init; }

    /// <summary>The biases' start.</summary>
    public required double InitialBias { get; init; }

    /// <summary>The seed of initial weights and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>How many values the optimizer keeps for each parameter.</summary>
    public required int MomentCount { get; init; }

    /// <summary>Whether moving averages are kept.</summary>
    public required bool Averages { get; init; }

    /// <summary>
    /// The largest norm of the whole gradient; 0: no limit, and weights' gradients are used up as they come.
    /// </summary>
    public required double GradientClip { get; init; }

    /// <summary>Whether hidden layer <paramref name="layer"/> (from 0) has batch normalization.</summary>
    public bool HasBatchNorm(int layer) => BatchNormInterval > 0 && (layer + 1) % BatchNormInterval == 0;
}
