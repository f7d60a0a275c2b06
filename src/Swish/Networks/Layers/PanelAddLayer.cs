using Swish.Kernels;

namespace Swish.Networks.Layers;

/// <summary>Adds two inputs of the same shape in panels, at the end of a residual block.</summary>
/// <param name="context">The layer's context.</param>
/// <param name="shape">The shape of both inputs and of the output.</param>
internal sealed class PanelAddLayer(LayerContext context, TensorShape shape)
    : PanelLayer(context, [shape, shape], shape, keepsGradient: true)
{
    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        inputs[0].Panel(part).CopyTo(output);
        ElementwiseKernels.Current.Add(output, inputs[1].Panel(part));
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        OutputGradient(part, inputs[0].Rows).CopyTo(gradient);
        return true;
    }
}
