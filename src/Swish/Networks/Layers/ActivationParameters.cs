using Swish.Activations;
using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Contains the learnable parameters of the activation or gate of a layer, and the derivatives by them.
/// </summary>
internal sealed class ActivationParameters
{
    private readonly Activation _function;
    private readonly ParameterBlock[] _blocks;
    private readonly PanelBuffer? _derivatives;

    /// <summary>Allocates the parameters, and the derivatives that the backward pass of panels needs.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="features">The number of features or channels.</param>
    /// <param name="function">The activation function.</param>
    /// <param name="ofImages">Whether the function is applied to images, which store no derivatives.</param>
    public ActivationParameters(LayerContext context, int features, Activation function, bool ofImages = false)
    {
        string name = context.UniqueName("activation");
        _function = function;
        _blocks =
        [
            .. function.LearnableParameters.Select(parameter => context.AllocateVector(
                ParameterKind.ActivationParameter, $"{name}.{parameter.Name}", features,
                parameter.Sharing == ParameterSharing.Layer)),
        ];
        if (_blocks.Length > 0 && !ofImages)
            _derivatives = context.AllocateFloats(
                _blocks.Length * TensorAllocator.MatrixLength(context.Spec.BatchSize, features));
    }

    /// <summary>Gets the parameters, in the order of the function; empty for most functions.</summary>
    public IReadOnlyList<ParameterBlock> Blocks => _blocks;

    /// <summary>Gets the number of parameters.</summary>
    public int Count => _blocks.Length;

    /// <summary>Gets the number of floats of <see cref="CopyTo"/>: 32 for each parameter.</summary>
    public int Length => _blocks.Length * Panel.Width;

    /// <summary>Sets the parameters to their initial values.</summary>
    public void Initialize()
    {
        for (int i = 0; i < _blocks.Length; i++) _blocks[i].Fill((float)_function.LearnableParameters[i].Value);
    }

    /// <summary>Copies the parameters of one panel.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="lanes">Receives [parameter][32].</param>
    /// <param name="forEvaluation">Whether to copy the parameters for evaluation.</param>
    public void CopyTo(int panel, Span<float> lanes, bool forEvaluation = false)
    {
        for (int i = 0; i < _blocks.Length; i++)
        {
            PanelBuffer values = forEvaluation ? _blocks[i].EvaluationValues : _blocks[i].Values;
            values.Lanes(panel).CopyTo(lanes[(i * Panel.Width)..]);
        }
    }

    /// <summary>Gets the derivatives of f by the parameters for one panel.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="panelLength">The number of floats of a panel.</param>
    /// <returns>One [batch][32] after the other; empty if there are no parameters.</returns>
    public Span<float> Derivatives(int panel, int panelLength) =>
        _derivatives is null
            ? default
            : _derivatives.Span.Slice(panel * _blocks.Length * panelLength, _blocks.Length * panelLength);

    /// <summary>Computes the gradients of the parameters of one panel.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="gradient">The gradient with respect to f, [batch][32].</param>
    public void ComputeGradients(int panel, ReadOnlySpan<float> gradient)
    {
        for (int i = 0; i < _blocks.Length; i++)
        {
            ElementwiseKernels.Current.SumProducts(
                gradient, Derivatives(panel, gradient.Length).Slice(i * gradient.Length, gradient.Length),
                _blocks[i].Gradient!.Lanes(panel));
        }
    }
}
