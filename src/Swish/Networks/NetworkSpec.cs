namespace Swish.Networks;

/// <summary>
/// Describes a network: its layers, its initialization, and what is stored per parameter for training.
/// </summary>
internal sealed record NetworkSpec
{
    /// <summary>Gets the shape of one example.</summary>
    public required TensorShape Input { get; init; }

    /// <summary>Gets the layers, first to last. The output of the last one is the logits.</summary>
    public required DelimitedList<LayerSpec> Layers { get; init; }

    /// <summary>Gets the number of examples of a training batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Gets the distribution of the initial weights.</summary>
    public required InitializerKind Initializer { get; init; }

    /// <summary>Gets the standard deviation of the truncated normal distribution.</summary>
    public required double InitializerDeviation { get; init; }

    /// <summary>Gets the initial value of each bias.</summary>
    public required double InitialBias { get; init; }

    /// <summary>Gets the loss of the outputs.</summary>
    public OutputLoss Loss { get; init; } = new();

    /// <summary>Gets the seed of the initial weights and of dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>Gets the number of moments that the optimizer keeps for each parameter, 0 to 2.</summary>
    public required int MomentCount { get; init; }

    /// <summary>
    /// Gets whether the network keeps a moving average of each parameter, with which it is then evaluated.
    /// </summary>
    public required bool Averages { get; init; }

    /// <summary>
    /// Gets whether the gradients of weights are stored until the end of the step, as gradient clipping requires.
    /// Otherwise each block is passed to the optimizer and then overwritten.
    /// </summary>
    public required bool KeepsWeightGradients { get; init; }

    /// <summary>Gets whether dropout is enabled. If not, dropout layers are left out.</summary>
    public bool AppliesDropout { get; init; } = true;

    /// <summary>Gets whether layers are fused, which only affects the speed; false for tests.</summary>
    public bool Fuses { get; init; } = true;
}
