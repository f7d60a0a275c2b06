using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Normalizes each feature over the batch, with learnable scale γ and shift β and running statistics (Ioffe and Szegedy
/// 2015, with PyTorch's definitions).
/// </summary>
internal sealed class PanelNormalization : IPanelOperation
{
    private readonly BatchNormState _state;
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
        _state = new(context, features, fixedScale);
        _normalized = context.AllocateActivations(features);
        _mean = context.AllocateVector(features);
        _variance = context.AllocateVector(features);
        _inverseStd = context.AllocateVector(features);
    }

    /// <summary>Gets γ, if it is learnable, and β, both [features].</summary>
    public IReadOnlyList<ParameterBlock> Parameters => _state.Parameters;

    /// <summary>Gets the running mean and the running unbiased variance, both [features].</summary>
    public IReadOnlyList<LayerBuffer> Buffers => _state.Buffers;

    /// <inheritdoc/>
    public PanelBuffer? Derivative => null;

    /// <summary>Sets γ = 1, β = 0, and the running statistics to mean 0 and variance 1.</summary>
    public void Initialize() => _state.Initialize();

    /// <summary>Normalizes a panel with the moments of the batch, and updates the running statistics.</summary>
    /// <inheritdoc/>
    public void Forward(int panel, Span<float> values, int step)
    {
        int rows = values.Length / Panel.Width;
        Span<float> mean = _mean.Lanes(panel), variance = _variance.Lanes(panel), inverseStd = _inverseStd.Lanes(panel);
        BatchNormKernels.Current.Moments(values, mean, variance);
        BatchNormKernels.ComputeInverseStd(variance, inverseStd);
        BatchNormKernels.Current.Forward(
            values, _normalized.Panel(panel, rows), mean, inverseStd, _state.Scale.Values.Lanes(panel),
            _state.Shift.Values.Lanes(panel));

        // A batch of one has no unbiased variance, so use the biased one.
        float unbiased = rows > 1 ? rows / (rows - 1f) : 1f;
        _state.Update(panel, mean, variance, unbiased);
    }

    /// <summary>Normalizes a panel with the running statistics and the parameters for evaluation.</summary>
    /// <inheritdoc/>
    public void Evaluate(int panel, Span<float> values)
    {
        Span<float> inverseStd = stackalloc float[Panel.Width];
        BatchNormKernels.ComputeInverseStd(_state.RunningVariance.Values.Lanes(panel), inverseStd);
        BatchNormKernels.Current.Forward(
            values, values, _state.RunningMean.Values.Lanes(panel), inverseStd, _state.Scale.EvaluationValues.Lanes(panel),
            _state.Shift.EvaluationValues.Lanes(panel));
    }

    /// <inheritdoc/>
    public Span<float> Backward(int panel, Span<float> gradient)
    {
        BatchNormKernels.Current.Backward(
            gradient, _normalized.Panel(panel, gradient.Length / Panel.Width), _inverseStd.Lanes(panel),
            _state.Scale.Values.Lanes(panel), _state.Scale.Gradient!.Lanes(panel), _state.Shift.Gradient!.Lanes(panel));
        return gradient;
    }
}
