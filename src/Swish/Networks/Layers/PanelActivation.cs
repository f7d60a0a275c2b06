using Swish.Activations;
using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>An activation function of each value, with its learnable parameters.</summary>
internal sealed class PanelActivation : IPanelOperation
{
    private readonly Activation _function;
    private readonly ParameterBlock[] _parameters;
    private readonly PanelBuffer _derivative;
    private readonly PanelBuffer? _parameterGradients;

    /// <summary>Allocates learnable parameters and what a batch leaves for the way back.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="features">The features of its input.</param>
    /// <param name="function">The function.</param>
    public PanelActivation(LayerContext context, int features, Activation function)
    {
        string name = context.UniqueName("activation");
        _function = function;
        _parameters =
        [
            .. function.LearnableParameters.Select(constant => context.Vector(
                ParameterKind.ActivationParameter, $"{name}.{constant.Name}", features,
                constant.Sharing == ParameterSharing.Layer)),
        ];
        if (_parameters.Length > 0)
            _parameterGradients = context.Floats(
                _parameters.Length * TensorAllocator.MatrixLength(context.Spec.BatchSize, features));
        _derivative = context.Activations(features);
    }

    /// <summary>The learnable parameters, in the function's order; none for most functions.</summary>
    public IReadOnlyList<ParameterBlock> Parameters => _parameters;

    /// <inheritdoc/>
    public IReadOnlyList<LayerBuffer> Buffers => [];

    /// <inheritdoc/>
    public PanelBuffer? Derivative => _derivative;

    /// <inheritdoc/>
    public void Initialize()
    {
        for (int i = 0; i < _parameters.Length; i++) _parameters[i].Fill((float)_function.LearnableParameters[i].Value);
    }

    /// <summary>Applies f, and keeps f′ in <see cref="Derivative"/> and ∂f by each learnable parameter.</summary>
    /// <inheritdoc/>
    public void Forward(int panel, Span<float> values, int step)
    {
        Span<float> parameters = stackalloc float[_parameters.Length * Panel.Width];
        for (int i = 0; i < _parameters.Length; i++)
            _parameters[i].Values.Lanes(panel).CopyTo(parameters[(i * Panel.Width)..]);
        _function.Evaluate(new ActivationPass
        {
            Input = values,
            Parameters = parameters,
            Value = values,
            FirstDerivative = _derivative.Panel(panel, values.Length / Panel.Width),
            ParameterGradient = ParameterGradients(panel, values.Length),
        });
    }

    /// <inheritdoc/>
    public void Evaluate(int panel, Span<float> values)
    {
        Span<float> parameters = stackalloc float[_parameters.Length * Panel.Width];
        for (int i = 0; i < _parameters.Length; i++)
            _parameters[i].Evaluated.Lanes(panel).CopyTo(parameters[(i * Panel.Width)..]);
        _function.Evaluate(new ActivationPass { Input = values, Parameters = parameters, Value = values });
    }

    /// <summary>Multiplies f′ by the gradient, in the panel of <see cref="Derivative"/>.</summary>
    /// <inheritdoc/>
    public Span<float> Backward(int panel, Span<float> gradient)
    {
        for (int i = 0; i < _parameters.Length; i++)
        {
            ElementwiseKernels.Current.SumProducts(
                gradient, ParameterGradients(panel, gradient.Length).Slice(i * gradient.Length, gradient.Length),
                _parameters[i].Gradient!.Lanes(panel));
        }
        Span<float> atInput = _derivative.Panel(panel, gradient.Length / Panel.Width);
        ElementwiseKernels.Current.Multiply(atInput, gradient);
        return atInput;
    }

    /// <summary>
    /// ∂f by each learnable parameter in turn for one panel, each [batch][32]; empty where there is none.
    /// </summary>
    private Span<float> ParameterGradients(int panel, int panelLength) =>
        _parameterGradients is null
            ? default
            : _parameterGradients.Span.Slice(
                panel * _parameters.Length * panelLength, _parameters.Length * panelLength);
}
