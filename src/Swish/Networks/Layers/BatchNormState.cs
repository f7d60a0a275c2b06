using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Holds what batch normalization learns and keeps for each feature or channel: scale γ, shift β and the running statistics,
/// with PyTorch's definitions.
/// </summary>
internal sealed class BatchNormState
{
    private const float Momentum = 0.1f;

    /// <summary>Allocates parameters and running statistics.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features, or of channels of images.</param>
    /// <param name="fixedScale">True to keep γ = 1 instead of learning it.</param>
    public BatchNormState(LayerContext context, int features, bool fixedScale)
    {
        string name = context.UniqueName("batchnorm");
        Scale = context.AllocateVector(ParameterKind.NormScale, name + ".weight", features);
        Shift = context.AllocateVector(ParameterKind.NormShift, name + ".bias", features);
        RunningMean = context.AllocateState(name + ".running_mean", features);
        RunningVariance = context.AllocateState(name + ".running_var", features);
        Parameters = fixedScale ? [Shift] : [Scale, Shift];
        Buffers = [RunningMean, RunningVariance];
    }

    /// <summary>Gets γ, [features].</summary>
    public ParameterBlock Scale { get; }

    /// <summary>Gets β, [features].</summary>
    public ParameterBlock Shift { get; }

    /// <summary>Gets the running mean, [features].</summary>
    public LayerBuffer RunningMean { get; }

    /// <summary>Gets the running unbiased variance, [features].</summary>
    public LayerBuffer RunningVariance { get; }

    /// <summary>Gets γ, if it is learnable, and β.</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the running statistics.</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>Sets γ = 1, β = 0, and the running statistics to mean 0 and variance 1.</summary>
    public void Initialize()
    {
        Scale.Fill(1);
        Shift.Fill(0);
        RunningMean.Values.Span.Clear();
        RunningVariance.Values.Span.Fill(1);
    }

    /// <summary>Updates the running statistics of 32 features with those of a batch.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="means">The means of the batch, [32].</param>
    /// <param name="variances">The biased variances of the batch, [32].</param>
    /// <param name="unbiased">The factor of unbiased variances.</param>
    public void Update(int panel, ReadOnlySpan<float> means, ReadOnlySpan<float> variances, float unbiased)
    {
        Span<float> runningMean = RunningMean.Values.Lanes(panel), runningVariance = RunningVariance.Values.Lanes(panel);
        for (int lane = 0; lane < Panel.Width; lane++)
        {
            runningMean[lane] += Momentum * (means[lane] - runningMean[lane]);
            runningVariance[lane] += Momentum * (variances[lane] * unbiased - runningVariance[lane]);
        }
    }

    /// <summary>Updates the running statistics of a feature with those of a batch.</summary>
    /// <param name="feature">The index of the feature.</param>
    /// <param name="mean">The mean of the batch.</param>
    /// <param name="unbiasedVariance">The unbiased variance of the batch.</param>
    public void Update(int feature, float mean, float unbiasedVariance)
    {
        ref float runningMean = ref RunningMean.Values.Span[feature];
        ref float runningVariance = ref RunningVariance.Values.Span[feature];
        runningMean += Momentum * (mean - runningMean);
        runningVariance += Momentum * (unbiasedVariance - runningVariance);
    }
}
