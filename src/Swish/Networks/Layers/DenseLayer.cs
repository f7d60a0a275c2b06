using Swish.Kernels;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes a fully connected layer y = Wx + b, fused with the panel operations that follow it and with the residual
/// connection around it if there is one. Each panel of the output is computed from the matrix product to the last
/// operation while it is in the L1 or L2 cache.
/// </summary>
internal sealed class DenseLayer : PanelLayer, ISparseInputLayer
{
    private readonly NetworkSpec _spec;
    private readonly PanelOperations _operations;
    private readonly ParameterBlock _weights;
    private readonly ParameterBlock _bias;
    private readonly int _inputs;
    private readonly bool _isResidual;
    private readonly bool _returnsLogits;
    private readonly PanelBuffer? _outputGradient;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="createOperations">
    /// Creates the operations after the product; called after the weights are allocated.
    /// </param>
    /// <param name="isResidual">
    /// Whether the input, which must have as many features as the output, is added to the output.
    /// </param>
    /// <param name="readsNetworkInput">
    /// Whether the layer reads the input of the network, whose gradient is not needed.
    /// </param>
    /// <param name="isLast">Whether the output of the layer is the output of the network.</param>
    public DenseLayer(
        LayerContext context, TensorShape input, int outputs, Func<PanelOperations> createOperations, bool isResidual,
        bool readsNetworkInput, bool isLast)
        : base(context, [input], TensorShape.OfFeatures(outputs))
    {
        _spec = context.Spec;
        _stop = context.Stop;
        _inputs = input.Features;
        _isResidual = isResidual;
        _weights = context.AllocateWeights(_inputs, outputs);
        _bias = context.AllocateVector(ParameterKind.Bias, "bias", outputs);
        _operations = createOperations();
        Output = context.AllocateActivations(outputs);
        _returnsLogits = isLast && !isResidual && _operations.IsEmpty;
        // The loss function overwrites the logits with its gradient.
        Gradient = _returnsLogits ? Output : _operations.GradientBuffer(context, outputs);
        if (isResidual && !readsNetworkInput) _outputGradient = context.AllocateActivations(outputs);
        Parameters = [_weights, _bias, .. _operations.Parameters.OrderBy(parameter => (int)parameter.Kind)];
    }

    /// <inheritdoc/>
    public override PanelBuffer Output { get; }

    /// <inheritdoc/>
    public override PanelBuffer? Derivative => _operations.Derivative;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBuffer> Buffers => _operations.Buffers;

    /// <summary>
    /// Gets the number of floats for the transposed weights of 32 inputs, [output][32], or for the gradient of a block
    /// of 32 × 32 weights.
    /// </summary>
    public override long ScratchLength => TensorAllocator.MatrixLength(Panel.Width, Features);

    /// <inheritdoc/>
    public bool AcceptsSparseInput => !_isResidual;

    /// <summary>
    /// Gets the gradient with respect to the output of the matrix product, [output/32][batch][32]. Between the forward
    /// and backward pass, it contains the derivative f′ of the first activation, if there is one.
    /// </summary>
    public PanelBuffer Gradient { get; }

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        float[] initial = new float[_inputs * Features];
        Initializer.Fill(
            initial, _inputs, Features, _spec.Initializer, _spec.InitializerDeviation,
            () => new RandomStream(_spec.Seed, RandomPurpose.InitialWeights, Index), team, cancellationToken);
        _weights.Set(initial);
        _bias.Fill((float)_spec.InitialBias);
        _operations.Initialize();
    }

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        LayerInput input = inputs[0];
        Span<float> values = Output.Panel(part, input.Rows);
        MatMul(part, input, _weights.Values, values);
        ElementwiseKernels.Current.AddLanes(values, _bias.Values.Lanes(part));
        if (_returnsLogits) return;
        _operations.Forward(part, values, step);
        if (_isResidual) ElementwiseKernels.Current.Add(values, input.Panel(part));
        ElementwiseKernels.ClearPadding(values, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        LayerInput input = inputs[0];
        MatMul(part, input, _weights.EvaluationValues, output);
        ElementwiseKernels.Current.AddLanes(output, _bias.EvaluationValues.Lanes(part));
        if (_returnsLogits) return;
        _operations.Evaluate(part, output);
        if (_isResidual) ElementwiseKernels.Current.Add(output, input.Panel(part));
        ElementwiseKernels.ClearPadding(output, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        // The gradient is already in its buffer, and the network has checked that it is finite.
        if (_returnsLogits) return true;
        int rows = gradient.Length / Panel.Width;
        if (_outputGradient is not null) gradient.CopyTo(_outputGradient.Panel(part, rows));
        Span<float> atProduct = Gradient.Panel(part, rows);
        _operations.Backward(part, gradient, atProduct);
        ElementwiseKernels.ClearPadding(atProduct, UsedLanes(part, Features));
        return ElementwiseKernels.Current.AreWithin(atProduct, ElementwiseKernels.MaxGradient);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        int rows = gradient.Length / Panel.Width;
        int lanes = UsedLanes(part, _inputs);
        Span<float> transposed = scratch.Workspace[..(int)ScratchLength];
        PanelTranspose.Run(_weights.Values.Span, _inputs, Features, part, transposed);
        WeightPrefetcher next = new(
            _weights.Values.Span, (part + 1) * Panel.Width * Panel.Width, _inputs * Panel.Width, Panel.Count(Features));
        PanelGemm.Current.MatMul(Gradient.Span, rows, transposed, Features, gradient, lanes, next, _stop);
        ElementwiseKernels.ClearPadding(gradient, lanes);
        if (_outputGradient is not null) ElementwiseKernels.Current.Add(gradient, _outputGradient.Panel(part, rows));
        return true;
    }

    /// <inheritdoc/>
    public override void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        LayerInput input = inputs[0];
        ReadOnlySpan<float> gradient = Gradient.Panel(part, input.Rows);
        Span<float> block = scratch.Workspace[..(Panel.Width * Panel.Width)];
        for (int inputPanel = 0; inputPanel < Panel.Count(_inputs); inputPanel++)
        {
            _stop.ThrowIfCancellationRequested();
            int offset = (part * _inputs + inputPanel * Panel.Width) * Panel.Width;
            // The next block starts where this one ends, even if it is in the next panel.
            WeightPrefetcher next = _weights.PrefetchFrom(offset + Panel.Width * Panel.Width);
            int count = input.MatMulTransposed(inputPanel, gradient, block, UsedLanes(part, Features), next);
            ElementwiseKernels.ClearPadding(block, UsedLanes(part, Features));
            sink.Apply(_weights, offset, block[..(count * Panel.Width)]);
        }
        ElementwiseKernels.Current.SumRows(gradient, _bias.Gradient!.Lanes(part));
        foreach (ParameterBlock parameter in Parameters)
            if (parameter.Kind != ParameterKind.Weight) parameter.SendGradient(part, sink);
    }

    /// <summary>Computes one panel of the matrix product, and prefetches the weights of the next panel.</summary>
    private void MatMul(int part, LayerInput input, PanelBuffer weights, Span<float> output)
    {
        WeightPrefetcher next = new(
            weights.Span, (part + 1) * _inputs * Panel.Width, Panel.Width * Panel.Width, Panel.Count(_inputs));
        input.MatMul(weights.Panel(part, _inputs), output, UsedLanes(part, Features), next, _stop);
    }
}
