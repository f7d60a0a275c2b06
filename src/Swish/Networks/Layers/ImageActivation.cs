using Swish.Activations;
using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Applies an activation function to images, a few positions at a time so that they stay in the L1 cache, and contains
/// its learnable parameters. The derivative is computed again in the backward pass, which is faster than reading it from
/// memory.
/// </summary>
internal sealed class ImageActivation
{
    private readonly Activation _function;
    private readonly ActivationParameters _parameters;
    // The gradients of the parameters of each image, [batch][parameter][lanes].
    private readonly PanelBuffer? _gradients;
    private readonly int _batchSize;
    private readonly int _lanes;

    /// <summary>Allocates the learnable parameters.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    /// <param name="function">The activation function.</param>
    public ImageActivation(LayerContext context, TensorShape shape, Activation function)
    {
        _function = function;
        _lanes = shape.Lanes;
        _batchSize = context.Spec.BatchSize;
        _parameters = new(context, shape.Channels, function, ofImages: true);
        KeepsZero = _parameters.Count == 0 && IsZeroAtZero(function);
        if (_parameters.Count > 0) _gradients = context.AllocateFloats((long)_batchSize * _parameters.Count * _lanes);
    }

    /// <summary>Gets the learnable parameters, in the order of the function; empty for most functions.</summary>
    public IReadOnlyList<ParameterBlock> Parameters => _parameters.Blocks;

    /// <summary>Gets whether f(0) = 0 for certain, so that lanes after the last channel stay zero.</summary>
    public bool KeepsZero { get; }

    /// <summary>Computes the number of floats of scratch memory.</summary>
    /// <param name="chunk">The largest number of floats of a call.</param>
    /// <returns>The number of floats.</returns>
    public int ScratchLength(int chunk) => _parameters.Count == 0
        ? chunk
        // x, f′ and the derivative by each parameter, [position][32].
        : (3 + _parameters.Count) * chunk / _lanes * Panel.Width;

    /// <summary>Sets the parameters to their initial values.</summary>
    public void Initialize() => _parameters.Initialize();

    /// <summary>Computes f.</summary>
    /// <param name="input">x, [position][lanes].</param>
    /// <param name="output">Receives f(x); may be the input itself.</param>
    /// <param name="forEvaluation">Whether to use the parameters for evaluation.</param>
    /// <param name="scratch">The scratch memory.</param>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, bool forEvaluation, Span<float> scratch)
    {
        if (_parameters.Count == 0)
        {
            _function.Evaluate(new ActivationPass { Input = input, Value = output });
            return;
        }
        int length = input.Length / _lanes * Panel.Width;
        Span<float> x = scratch[..length];
        Span<float> constants = stackalloc float[_parameters.Length];
        for (int panel = 0; panel < Panel.Count(_lanes); panel++)
        {
            int count = Gather(input, panel, x);
            _parameters.CopyTo(panel, constants, forEvaluation);
            _function.Evaluate(new ActivationPass { Input = x, Parameters = constants, Value = x });
            LaneRange.Copy(x, Panel.Width, 0, output, _lanes, panel * Panel.Width, count);
        }
    }

    /// <summary>Sets the gradients of an image by the parameters to zero.</summary>
    /// <param name="example">The index of the example.</param>
    public void BeginGradient(int example)
    {
        if (_gradients is not null) GradientOf(example).Clear();
    }

    /// <summary>
    /// Multiplies the gradient with respect to f by f′, and adds the gradients of the parameters to those of an image.
    /// </summary>
    /// <param name="example">The index of the example.</param>
    /// <param name="input">x, [position][lanes]; overwritten.</param>
    /// <param name="gradient">The gradient with respect to f, [position][lanes].</param>
    /// <param name="target">Receives the gradient with respect to x; may be the gradient itself.</param>
    /// <param name="scratch">The scratch memory.</param>
    public void Backward(
        int example, Span<float> input, ReadOnlySpan<float> gradient, Span<float> target, Span<float> scratch)
    {
        if (_parameters.Count == 0)
        {
            Span<float> derivative = scratch[..input.Length];
            _function.Evaluate(new ActivationPass { Input = input, Value = input, FirstDerivative = derivative });
            ImageKernels.Current.Multiply(gradient, derivative, target);
            return;
        }
        int length = input.Length / _lanes * Panel.Width;
        Span<float> x = scratch[..length], slope = scratch.Slice(length, length), dy = scratch.Slice(2 * length, length);
        Span<float> byParameter = scratch.Slice(3 * length, _parameters.Count * length);
        Span<float> constants = stackalloc float[_parameters.Length];
        Span<float> sums = stackalloc float[Panel.Width];
        for (int panel = 0; panel < Panel.Count(_lanes); panel++)
        {
            int count = Gather(input, panel, x);
            Gather(gradient, panel, dy);
            _parameters.CopyTo(panel, constants, forEvaluation: false);
            _function.Evaluate(new ActivationPass
            {
                Input = x,
                Parameters = constants,
                Value = x,
                FirstDerivative = slope,
                ParameterGradient = byParameter,
            });
            for (int i = 0; i < _parameters.Count; i++)
            {
                ElementwiseKernels.Current.SumProducts(dy, byParameter.Slice(i * length, length), sums);
                Span<float> total = GradientOf(example).Slice(i * _lanes + panel * Panel.Width, count);
                for (int lane = 0; lane < count; lane++) total[lane] += sums[lane];
            }
            ElementwiseKernels.Current.Multiply(dy, slope);
            LaneRange.Copy(dy, Panel.Width, 0, target, _lanes, panel * Panel.Width, count);
        }
    }

    /// <summary>Combines the gradients of the parameters of all images, in ascending order.</summary>
    public void CombineGradients()
    {
        for (int i = 0; i < _parameters.Count; i++)
        {
            ParameterBlock parameter = Parameters[i];
            Span<float> total = parameter.Gradient!.Span;
            total.Clear();
            for (int example = 0; example < _batchSize; example++)
            {
                ReadOnlySpan<float> own = GradientOf(example).Slice(i * _lanes, _lanes);
                for (int channel = 0; channel < parameter.Features; channel++) total[channel] += own[channel];
            }
        }
    }

    /// <summary>Determines which channels have a derivative that is nearly zero everywhere.</summary>
    /// <param name="input">x, [position][lanes].</param>
    /// <param name="limit">Derivatives below this magnitude count as zero.</param>
    /// <param name="isFlat">Whether each channel was flat so far; updated.</param>
    public void FindSlopes(ReadOnlySpan<float> input, double limit, Span<bool> isFlat)
    {
        int length = input.Length / _lanes * Panel.Width;
        float[] x = new float[length], slope = new float[length], byParameter = new float[_parameters.Count * length];
        float[] constants = new float[_parameters.Length];
        for (int panel = 0; panel < Panel.Count(_lanes); panel++)
        {
            Gather(input, panel, x);
            _parameters.CopyTo(panel, constants, forEvaluation: false);
            _function.Evaluate(new ActivationPass
            {
                Input = x,
                Parameters = constants,
                Value = x,
                FirstDerivative = slope,
                ParameterGradient = byParameter,
            });
            for (int i = 0; i < length; i++)
            {
                int channel = panel * Panel.Width + i % Panel.Width;
                if (channel < isFlat.Length && !(Math.Abs(slope[i]) < limit)) isFlat[channel] = false;
            }
        }
    }

    private static bool IsZeroAtZero(Activation function)
    {
        Span<float> value = [0f];
        function.Evaluate(new ActivationPass { Input = value, Value = value });
        return value[0] == 0;
    }

    /// <summary>Copies the lanes of a panel, [position][32]; lanes that the image does not have become zero.</summary>
    private int Gather(ReadOnlySpan<float> image, int panel, Span<float> target)
    {
        int count = Math.Min(Panel.Width, _lanes - panel * Panel.Width);
        if (count < Panel.Width) target.Clear();
        LaneRange.Copy(image, _lanes, panel * Panel.Width, target, Panel.Width, 0, count);
        return count;
    }

    private Span<float> GradientOf(int example)
    {
        int length = _parameters.Count * _lanes;
        return _gradients!.Span.Slice(example * length, length);
    }
}
