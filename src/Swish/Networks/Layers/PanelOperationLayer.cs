using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Applies panel operations that do not follow a matrix product: batch normalization, activations or dropout as a
/// separate layer. The output has the shape of the input.
/// </summary>
internal sealed class PanelOperationLayer : PanelLayer
{
    private readonly PanelOperations _operations;
    private readonly PanelBuffer _gradient;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    /// <param name="operations">The operations.</param>
    public PanelOperationLayer(LayerContext context, TensorShape shape, PanelOperations operations)
        : base(context, [shape], shape, keepsGradient: false)
    {
        _operations = operations;
        _gradient = operations.GradientBuffer(context, Features);
        Parameters = operations.Parameters;
        Buffers = operations.Buffers;
    }

    /// <inheritdoc/>
    public override PanelBuffer? Derivative => _operations.Derivative;

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken) => _operations.Initialize();

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        Span<float> values = Output.Panel(part, inputs[0].Rows);
        inputs[0].Panel(part).CopyTo(values);
        _operations.Forward(part, values, step);
        ElementwiseKernels.ClearPadding(values, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        inputs[0].Panel(part).CopyTo(output);
        _operations.Evaluate(part, output);
        ElementwiseKernels.ClearPadding(output, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        Span<float> atInput = _gradient.Panel(part, gradient.Length / Panel.Width);
        _operations.Backward(part, gradient, atInput);
        ElementwiseKernels.ClearPadding(atInput, UsedLanes(part, Features));
        return HasValidGradients(part);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        _gradient.Panel(part, gradient.Length / Panel.Width).CopyTo(gradient);
        return true;
    }
}
