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
    private readonly bool _readsNetworkInput;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="shape">The shape of input and output.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="readsNetworkInput">Whether the layer reads the input of the network.</param>
    public PanelOperationLayer(
        LayerContext context, TensorShape shape, PanelOperations operations, bool readsNetworkInput)
        : base(context, [shape], shape)
    {
        _operations = operations;
        _readsNetworkInput = readsNetworkInput;
        Output = context.AllocateActivations(Features);
        _gradient = operations.GradientBuffer(context, Features);
    }

    /// <inheritdoc/>
    public override PanelBuffer Output { get; }

    /// <inheritdoc/>
    public override PanelBuffer? Derivative => _operations.Derivative;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterBlock> Parameters => _operations.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBuffer> Buffers => _operations.Buffers;

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
        // Like fused operations, these don't check the gradient, because the layer before them does. A layer that reads
        // the input of the network has none before it.
        return !_readsNetworkInput || ElementwiseKernels.Current.AreWithin(atInput, ElementwiseKernels.MaxGradient);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        _gradient.Panel(part, gradient.Length / Panel.Width).CopyTo(gradient);
        return true;
    }
}
