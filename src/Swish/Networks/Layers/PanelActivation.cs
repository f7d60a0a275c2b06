using Swish.Activations;
using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>Applies an activation function elementwise, and contains its learnable parameters.</summary>
internal sealed class PanelActivation : IPanelOperation
{
    private readonly Activation _function;
    private readonly ActivationParameters _parameters;
    private readonly PanelBuffer _derivative;

    /// <summary>Allocates the learnable parameters, and the buffers that the backward pass needs.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features.</param>
    /// <param name="function">The activation function.</param>
    public PanelActivation(LayerContext context, int features, Activation function)
    {
        _function = function;
        _parameters = new(context, features, function);
        _derivative = context.AllocateActivations(features);
    }

    /// <summary>Gets the learnable parameters, in the order of the function; empty for most functions.</summary>
    public IReadOnlyList<ParameterBlock> Parameters => _parameters.Blocks;

    /// <inheritdoc/>
    public IReadOnlyList<LayerBuffer> Buffers => [];

    /// <inheritdoc/>
    public PanelBuffer? Derivative => _derivative;

    /// <inheritdoc/>
    public void Initialize() => _parameters.Initialize();

    /// <summary>
    /// Computes f, and stores f′ in <see cref="Derivative"/> and the derivative with respect to each learnable
    /// parameter.
    /// </summary>
    /// <inheritdoc/>
    public void Forward(int panel, Span<float> values, int step)
    {
        Span<float> parameters = stackalloc float[_parameters.Length];
        _parameters.CopyTo(panel, parameters);
        _function.Evaluate(new ActivationPass
        {
            Input = values,
            Parameters = parameters,
            Value = values,
            FirstDerivative = _derivative.Panel(panel, values.Length / Panel.Width),
            ParameterGradient = _parameters.Derivatives(panel, values.Length),
        });
    }

    /// <inheritdoc/>
    public void Evaluate(int panel, Span<float> values)
    {
        Span<float> parameters = stackalloc float[_parameters.Length];
        _parameters.CopyTo(panel, parameters, forEvaluation: true);
        _function.Evaluate(new ActivationPass { Input = values, Parameters = parameters, Value = values });
    }

    /// <summary>Multiplies f′ by the gradient, in the buffer of <see cref="Derivative"/>.</summary>
    /// <inheritdoc/>
    public Span<float> Backward(int panel, Span<float> gradient)
    {
        _parameters.ComputeGradients(panel, gradient);
        Span<float> atInput = _derivative.Panel(panel, gradient.Length / Panel.Width);
        ElementwiseKernels.Current.Multiply(atInput, gradient);
        return atInput;
    }
}
