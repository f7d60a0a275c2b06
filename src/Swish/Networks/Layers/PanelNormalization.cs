using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Normalizes each feature over the batch, with learnable scale γ and shift β and running statistics (Ioffe and Szegedy
/// 2015, with PyTorch's definitions).
/// </summary>
internal sealed class PanelNormalization : IPanelOperation
{
    private const float Momentum = 0.1f;

    private readonly ParameterBlock _scale;
    private readonly ParameterBlock _shift;
    private readonly LayerBuffer _runningMean;
    private readonly LayerBuffer _runningVariance;
    private readonly PanelBuffer _normalized;
    private readonly PanelBuffer _mean;
    private readonly PanelBuffer _variance;
    private readonly PanelBuffer _inverseStd;

    /// <summary>Allocates parameters, running statistics, and the buffers that the backward pass needs.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="fixedScale">True to keep γ = 1 instead of learning it.</param>
    public PanelNormalization(LayerContext context, int features, bool fixedScale)
    {
        string name = context.UniqueName("batchnorm");
        _scale = context.AllocateVector(ParameterKind.NormScale, name + ".weight", features);
        _shift = context.AllocateVector(ParameterKind.NormShift, name + ".bias", features);
        _runningMean = context.AllocateState(name + ".running_mean", features);
        _runningVariance = context.AllocateState(name + ".running_var", features);
        _normalized = context.AllocateActivations(features);
        _mean = context.AllocateVector(features);
        _variance = context.AllocateVector(features);
        _inverseStd = context.AllocateVector(features);
        Parameters = fixedScale ? [_shift] : [_scale, _shift];
        Buffers = [_runningMean, _runningVariance];
    }

    /// <summary>Gets γ, if it is learnable, and β, both [features].</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <summary>Gets the running mean and the running unbiased variance, both [features].</summary>
    public IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <inheritdoc/>
    public PanelBuffer? Derivative => null;

    /// <summary>Sets γ = 1, β = 0, and the running statistics to mean 0 and variance 1.</summary>
    public void Initialize()
    {
        _scale.Fill(1);
        _shift.Fill(0);
        _runningMean.Values.Span.Clear();
        _runningVariance.Values.Span.Fill(1);
    }

    /// <summary>Normalizes a panel with the moments of the batch, and updates the running statistics.</summary>
    /// <inheritdoc/>
    public void Forward(int panel, Span<float> values, int step)
    {
        int rows = values.Length / Panel.Width;
        Span<float> mean = _mean.Lanes(panel), variance = _variance.Lanes(panel), inverseStd = _inverseStd.Lanes(panel);
        BatchNormKernels.Current.Moments(values, mean, variance);
        BatchNormKernels.ComputeInverseStd(variance, inverseStd);
        BatchNormKernels.Current.Forward(
            values, _normalized.Panel(panel, rows), mean, inverseStd, _scale.Values.Lanes(panel),
            _shift.Values.Lanes(panel));

        // A batch of one has no unbiased variance, so use the biased one.
        float unbiased = rows > 1 ? rows / (rows - 1f) : 1f;
        Span<float> runningMean = _runningMean.Values.Lanes(panel);
        Span<float> runningVariance = _runningVariance.Values.Lanes(panel);
        for (int lane = 0; lane < Panel.Width; lane++)
        {
            runningMean[lane] += Momentum * (mean[lane] - runningMean[lane]);
            runningVariance[lane] += Momentum * (variance[lane] * unbiased - runningVariance[lane]);
        }
    }

    /// <summary>Normalizes a panel with the running statistics and the parameters for evaluation.</summary>
    /// <inheritdoc/>
    public void Evaluate(int panel, Span<float> values)
    {
        Span<float> inverseStd = stackalloc float[Panel.Width];
        BatchNormKernels.ComputeInverseStd(_runningVariance.Values.Lanes(panel), inverseStd);
        BatchNormKernels.Current.Forward(
            values, values, _runningMean.Values.Lanes(panel), inverseStd, _scale.EvaluationValues.Lanes(panel),
            _shift.EvaluationValues.Lanes(panel));
    }

    /// <inheritdoc/>
    public Span<float> Backward(int panel, Span<float> gradient)
    {
        BatchNormKernels.Current.Backward(
            gradient, _normalized.Panel(panel, gradient.Length / Panel.Width), _inverseStd.Lanes(panel),
            _scale.Values.Lanes(panel), _scale.Gradient!.Lanes(panel), _shift.Gradient!.Lanes(panel));
        return gradient;
    }
}
