using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Normalizes each channel over all positions of the batch, with learnable scale γ and shift β and running statistics
/// (Ioffe and Szegedy 2015, with PyTorch's definitions). Sums over an image are computed while it is in the cache. They
/// are combined in ascending order of the examples, in double.
/// </summary>
internal sealed class ImageNormalization
{
    private readonly BatchNormState _state;
    private readonly PanelBuffer _mean;
    private readonly PanelBuffer _inverseStd;
    private readonly PanelBuffer _meanGradient;
    private readonly PanelBuffer _slope;
    private readonly PanelBuffer _factor;
    // Mean and variance of each image in the forward pass, and two sums in the backward pass: [batch][2][lanes].
    private readonly PanelBuffer _sums;
    private readonly int _batchSize;
    private readonly int _positions;
    private readonly int _channels;
    private readonly int _lanes;

    /// <summary>Allocates parameters, running statistics, and sums.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    /// <param name="fixedScale">True to keep γ = 1 instead of learning it.</param>
    public ImageNormalization(LayerContext context, TensorShape shape, bool fixedScale)
    {
        _channels = shape.Channels;
        _lanes = shape.Lanes;
        _positions = shape.Positions;
        _batchSize = context.Spec.BatchSize;
        _state = new(context, _channels, fixedScale);
        _mean = context.AllocateVector(_channels);
        _inverseStd = context.AllocateVector(_channels);
        _meanGradient = context.AllocateVector(_channels);
        _slope = context.AllocateVector(_channels);
        _factor = context.AllocateVector(_channels);
        _sums = context.AllocateFloats(2L * _batchSize * _lanes);
    }

    /// <summary>Gets γ, if it is learnable, and β, both [channels].</summary>
    public IReadOnlyList<ParameterBlock> Parameters => _state.Parameters;

    /// <summary>Gets the running mean and the running unbiased variance, both [channels].</summary>
    public IReadOnlyList<LayerBuffer> Buffers => _state.Buffers;

    /// <summary>Sets γ = 1, β = 0, and the running statistics to mean 0 and variance 1.</summary>
    public void Initialize() => _state.Initialize();

    /// <summary>Computes the moments of one image.</summary>
    /// <param name="example">The index of the example.</param>
    /// <param name="image">The input, [position][lanes].</param>
    public void Measure(int example, ReadOnlySpan<float> image) =>
        ImageKernels.Current.Moments(image, First(example), Second(example));

    /// <summary>Combines the moments of all images, and updates the running statistics.</summary>
    public void CombineMoments()
    {
        double count = (double)_batchSize * _positions;
        // A batch of one position has no unbiased variance, so use the biased one.
        double unbiased = count > 1 ? count / (count - 1) : 1;
        ReadOnlySpan<float> sums = _sums.Span;
        Span<float> mean = _mean.Span, inverseStd = _inverseStd.Span;
        int step = 2 * _lanes;
        for (int channel = 0; channel < _channels; channel++)
        {
            double sum = 0;
            for (int i = channel; i < sums.Length; i += step) sum += sums[i];
            double average = sum / _batchSize;
            double squares = 0;
            for (int i = channel; i < sums.Length; i += step)
            {
                double distance = sums[i] - average;
                squares += sums[i + _lanes] + distance * distance;
            }
            float variance = (float)(squares / _batchSize);
            mean[channel] = (float)average;
            inverseStd[channel] = 1f / MathF.Sqrt(variance + BatchNormKernels.Epsilon);
            _state.Update(channel, mean[channel], (float)(variance * unbiased));
        }
    }

    /// <summary>Gets the constants of the batch.</summary>
    public NormalizationLanes Constants => new()
    {
        Mean = _mean.Span[.._lanes],
        InverseStd = _inverseStd.Span[.._lanes],
        Scale = _state.Scale.Values.Span[.._lanes],
        Shift = _state.Shift.Values.Span[.._lanes],
    };

    /// <summary>
    /// Computes the constants for evaluation: running statistics, and parameters for evaluation.
    /// </summary>
    /// <param name="inverseStd">Memory for 1/√(variance + ε), [lanes].</param>
    /// <returns>The constants.</returns>
    public NormalizationLanes EvaluationConstants(Span<float> inverseStd)
    {
        ReadOnlySpan<float> variance = _state.RunningVariance.Values.Span;
        for (int lane = 0; lane < _lanes; lane++)
            inverseStd[lane] = 1f / MathF.Sqrt(variance[lane] + BatchNormKernels.Epsilon);
        return new()
        {
            Mean = _state.RunningMean.Values.Span[.._lanes],
            InverseStd = inverseStd[.._lanes],
            Scale = _state.Scale.EvaluationValues.Span[.._lanes],
            Shift = _state.Shift.EvaluationValues.Span[.._lanes],
        };
    }

    /// <summary>Sets the sums of an image in the backward pass to zero.</summary>
    /// <param name="example">The index of the example.</param>
    public void BeginGradient(int example)
    {
        First(example).Clear();
        Second(example).Clear();
    }

    /// <summary>Adds consecutive positions to the sums of an image.</summary>
    /// <param name="example">The index of the example.</param>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    /// <param name="image">The input, [position][lanes].</param>
    public void AddGradient(int example, ReadOnlySpan<float> gradient, ReadOnlySpan<float> image) =>
        ImageKernels.Current.AddGradientSums(gradient, image, Constants, First(example), Second(example));

    /// <summary>
    /// Combines the sums of all images, which are the gradients of the parameters and the constants of
    /// <see cref="Backward"/>.
    /// </summary>
    public void CombineGradients()
    {
        double count = (double)_batchSize * _positions;
        ReadOnlySpan<float> sums = _sums.Span;
        Span<float> shiftGradient = _state.Shift.Gradient!.Span, scaleGradient = _state.Scale.Gradient!.Span;
        Span<float> meanGradient = _meanGradient.Span, slope = _slope.Span, factor = _factor.Span;
        int step = 2 * _lanes;
        for (int channel = 0; channel < _channels; channel++)
        {
            double sum = 0, products = 0;
            for (int i = channel; i < sums.Length; i += step)
            {
                sum += sums[i];
                products += sums[i + _lanes];
            }
            shiftGradient[channel] = (float)sum;
            scaleGradient[channel] = (float)products;
            meanGradient[channel] = (float)(sum / count);
            slope[channel] = (float)(products / count);
            factor[channel] = _state.Scale.Values.Span[channel] * _inverseStd.Span[channel];
        }
    }

    /// <summary>Computes the gradient with respect to the input.</summary>
    /// <param name="gradient">The gradient with respect to the output, [position][lanes].</param>
    /// <param name="image">The input, [position][lanes].</param>
    /// <param name="target">Receives the gradient, [position][lanes].</param>
    public void Backward(ReadOnlySpan<float> gradient, ReadOnlySpan<float> image, Span<float> target) =>
        ImageKernels.Current.NormalizeGradient(
            gradient, image, Constants, _meanGradient.Span[.._lanes], _slope.Span[.._lanes], _factor.Span[.._lanes],
            target);

    private Span<float> First(int example) => _sums.Span.Slice(2 * example * _lanes, _lanes);

    private Span<float> Second(int example) => _sums.Span.Slice((2 * example + 1) * _lanes, _lanes);
}
