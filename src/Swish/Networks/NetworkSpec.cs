namespace Swish.Networks;

/// <summary>
/// What a network is built from: its layers, its initial values, and what training keeps of each parameter.
/// </summary>
internal sealed record NetworkSpec
{
    /// <summary>The shape of one example.</summary>
    public required TensorShape Input { get; init; }

    /// <summary>The layers, the first first; the last one's output is the logits.</summary>
    public required DelimitedList<LayerSpec> Layers { get; init; }

    /// <summary>Examples of a training batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The distribution of the initial weights.</summary>
    public required InitializerKind Initializer { get; init; }

    /// <summary>σ of the truncated normal distribution.</summary>
    public required double InitializerDeviation { get; init; }

    /// <summary>The initial value of each bias.</summary>
    public required double InitialBias { get; init; }

    /// <summary>The share of the target that is spread evenly over all classes, from 0 to below 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The seed of initial weights and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>How many values the optimizer keeps for each parameter, 0 to 2.</summary>
    public required int MomentCount { get; init; }

    /// <summary>Whether a moving average of each parameter is kept, with which the network is then evaluated.</summary>
    public required bool Averages { get; init; }

    /// <summary>
    /// Whether the gradients of weights are kept until the end of the step, as clipping needs; else they are used up
    /// block by block.
    /// </summary>
    public required bool KeepsWeightGradients { get; init; }

    /// <summary>Whether dropout drops anything; without it its layers are left out.</summary>
    public bool AppliesDropout { get; init; } = true;

    /// <summary>Whether layers are fused, which changes the speed only; false for tests.</summary>
    public bool Fuses { get; init; } = true;
}
