using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Panel operations that stand behind no product: batch normalization, an activation or dropout as a layer of its own.
/// The shape stays what it is.
/// </summary>
internal sealed class PanelOperationLayer : PanelLayer
{
    private readonly PanelOperations _operations;
    private readonly PanelBuffer _gradient;
    private readonly bool _readsNetworkInput;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="shape">The shape of its input and output.</param>
    /// <param name="operations">The operations.</param>
    /// <param name="readsNetworkInput">Whether its input is the network's, so that no layer comes before it.</param>
    public PanelOperationLayer(
        LayerContext context, TensorShape shape, PanelOperations operations, bool readsNetworkInput)
        : base(context, [shape], shape)
    {
        _operations = operations;
        _readsNetworkInput = readsNetworkInput;
        Output = context.Activations(Features);
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
    public override void Forward(int part, LayerInput[] inputs, int step)
    {
        Span<float> values = Output.Panel(part, inputs[0].Rows);
        inputs[0].Panel(part).CopyTo(values);
        _operations.Forward(part, values, step);
        ElementwiseKernels.ClearPadding(values, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output)
    {
        inputs[0].Panel(part).CopyTo(output);
        _operations.Evaluate(part, output);
        ElementwiseKernels.ClearPadding(output, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, Span<float> gradient)
    {
        Span<float> atInput = _gradient.Panel(part, gradient.Length / Panel.Width);
        _operations.Backward(part, gradient, atInput);
        ElementwiseKernels.ClearPadding(atInput, UsedLanes(part, Features));
        // as in the fused block, it is looked at where it reaches weights, or where no layer comes before
        return !_readsNetworkInput || ElementwiseKernels.Current.AreWithin(atInput, ElementwiseKernels.LargestError);
    }

    /// <inheritdoc/>
    public override void BackwardInput(int input, int part, Span<float> gradient, WorkerScratch scratch) =>
        _gradient.Panel(part, gradient.Length / Panel.Width).CopyTo(gradient);
}
