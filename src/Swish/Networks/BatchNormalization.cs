using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks;

/// <summary>
/// Batch normalization of a layer's features, with scale γ, shift β and running statistics (PyTorch's definitions).
/// </summary>
internal sealed class BatchNormalization
{
    private const float RunningShare = 0.1f;

    private readonly PanelBuffer _normalized;
    private readonly PanelBuffer _mean;
    private readonly PanelBuffer _variance;
    private readonly PanelBuffer _inverse;

    /// <summary>Starts with γ = 1, β = 0, and running statistics of mean 0 and variance 1.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="features">Its outputs.</param>
    /// <param name="batchSize">Rows of a training batch.</param>
    /// <param name="states">How many values the optimizer keeps for each parameter.</param>
    /// <param name="averages">Whether moving averages are kept.</param>
    public BatchNormalization(int layer, int features, int batchSize, int states, bool averages)
    {
        Scale = new(ParameterKind.BatchNormScale, layer, 1, features, states, averages, keepsGradient: true);
        Shift = new(ParameterKind.BatchNormShift, layer, 1, features, states, averages, keepsGradient: true);
        RunningMean = new(1, features);
        RunningVariance = new(1, features);
        _normalized = new(batchSize, features);
        _mean = new(1, features);
        _variance = new(1, features);
        _inverse = new(1, features);
        Scale.Fill(1);
        RunningVariance.Span.Fill(1);
    }

    /// <summary>γ.</summary>
    public ParameterBlock Scale { get; }

    /// <summary>β.</summary>
    public ParameterBlock Shift { get; }

    /// <summary>The running mean of each feature.</summary>
    public PanelBuffer RunningMean { get; }

    /// <summary>The running, unbiased variance of each feature.</summary>
    public PanelBuffer RunningVariance { get; }

    /// <summary>Normalizes a panel by its own moments, in place, and moves the running statistics.</summary>
    public void Forward(int panel, Span<float> values)
    {
        int rows = values.Length / Panel.Width;
        Span<float> mean = _mean.Lanes(panel), variance = _variance.Lanes(panel), inverse = _inverse.Lanes(panel);
        BatchNormKernels.Moments(values, mean, variance);
        BatchNormKernels.InverseDeviation(variance, inverse);
        BatchNormKernels.Forward(
            values, _normalized.Panel(panel, rows), mean, inverse, Scale.Values.Lanes(panel), Shift.Values.Lanes(panel));

        // a batch of one has no unbiased variance: the biased one stands in
        float unbiased = rows > 1 ? rows / (rows - 1f) : 1f;
        Span<float> runningMean = RunningMean.Lanes(panel), runningVariance = RunningVariance.Lanes(panel);
        for (int lane = 0; lane < Panel.Width; lane++)
        {
            runningMean[lane] += RunningShare * (mean[lane] - runningMean[lane]);
            runningVariance[lane] += RunningShare * (variance[lane] * unbiased - runningVariance[lane]);
        }
    }

    /// <summary>Carries an error back through <see cref="Forward"/>, in place, and keeps the gradients of γ and β.</summary>
    public void Backward(int panel, Span<float> error) =>
        BatchNormKernels.Backward(
            error, _normalized.Panel(panel, error.Length / Panel.Width), _inverse.Lanes(panel), Scale.Values.Lanes(panel),
            Scale.Gradient!.Lanes(panel), Shift.Gradient!.Lanes(panel));

    /// <summary>
    /// Normalizes a panel by the running statistics, in place, with the parameters that are evaluated.
    /// </summary>
    public void Evaluate(int panel, Span<float> values)
    {
        Span<float> inverse = stackalloc float[Panel.Width];
        BatchNormKernels.InverseDeviation(RunningVariance.Lanes(panel), inverse);
        BatchNormKernels.Forward(
            values, values, RunningMean.Lanes(panel), inverse, Scale.Evaluated.Lanes(panel), Shift.Evaluated.Lanes(panel));
    }
}
