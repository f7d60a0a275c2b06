using Swish.Activations;
using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>Applies an activation function elementwise, and contains its learnable parameters.</summary>
internal sealed class PanelActivation : IPanelOperation
{
    private readonly Activation _function;
    private readonly ParameterBlock[] _parameters;
    private readonly PanelBuffer _derivative;
    private readonly PanelBuffer? _parameterGradients;

    /// <summary>Allocates the learnable parameters, and the buffers that the backward pass needs.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="function">The activation function.</param>
    public PanelActivation(LayerContext context, int features, Activation function)
    {
        string name = context.UniqueName("activation");
        _function = function;
        _parameters =
        [
            .. function.LearnableParameters.Select(parameter => context.AllocateVector(
                ParameterKind.ActivationParameter, $"{name}.{parameter.Name}", features,
                parameter.Sharing == ParameterSharing.Layer)),
        ];
        if (_parameters.Length > 0)
            _parameterGradients = context.AllocateFloats(
                _parameters.Length * TensorAllocator.MatrixLength(context.Spec.BatchSize, features));
        _derivative = context.AllocateActivations(features);
    }

    /// <summary>Gets the learnable parameters, in the order of the function; empty for most functions.</summary>
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

    /// <summary>
    /// Computes f, and stores f′ in <see cref="Derivative"/> and the derivative with respect to each learnable
    /// parameter.
    /// </summary>
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
            _parameters[i].EvaluationValues.Lanes(panel).CopyTo(parameters[(i * Panel.Width)..]);
        _function.Evaluate(new ActivationPass { Input = values, Parameters = parameters, Value = values });
    }

    /// <summary>Multiplies f′ by the gradient, in the buffer of <see cref="Derivative"/>.</summary>
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
    /// Gets the buffer of the derivatives of f by the learnable parameters for one panel, one [batch][32] after the
    /// other; empty if there are no learnable parameters.
    /// </summary>
    private Span<float> ParameterGradients(int panel, int panelLength) =>
        _parameterGradients is null
            ? default
            : _parameterGradients.Span.Slice(
                panel * _parameters.Length * panelLength, _parameters.Length * panelLength);
}
