using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>Adds two inputs of the same shape, at the end of a residual block.</summary>
internal sealed class AddLayer : PanelLayer
{
    private readonly PanelBuffer _gradient;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="shape">The shape of both inputs and of the output.</param>
    public AddLayer(LayerContext context, TensorShape shape)
        : base(context, [shape, shape], shape)
    {
        Output = context.AllocateActivations(Features);
        _gradient = context.AllocateActivations(Features);
    }

    /// <inheritdoc/>
    public override PanelBuffer Output { get; }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        inputs[0].Panel(part).CopyTo(output);
        ElementwiseKernels.Current.Add(output, inputs[1].Panel(part));
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        gradient.CopyTo(_gradient.Panel(part, gradient.Length / Panel.Width));
        return true;
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        _gradient.Panel(part, gradient.Length / Panel.Width).CopyTo(gradient);
        return true;
    }
}
