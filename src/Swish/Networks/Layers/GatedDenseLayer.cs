using System.Buffers;
using Swish.Activations.Gates;
using Swish.Kernels;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes a fully connected layer with a gate, y = f(Wx + b, Vx + c), fused with the panel operations that follow it.
/// For each panel of the output, the panels of both products, the gate and the operations are computed while they are
/// in the L1 or L2 cache. The backward pass treats both products as one of double width, [W; V].
/// </summary>
internal sealed class GatedDenseLayer : PanelLayer, ISparseInputLayer
{
    private readonly NetworkSpec _spec;
    private readonly Gate _gate;
    private readonly PanelOperations _operations;
    private readonly ActivationParameters _gateParameters;
    private readonly Product _value;
    private readonly Product _opening;
    private readonly int _inputs;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="layer">The spec of the layer.</param>
    /// <param name="createOperations">
    /// Creates the operations after the gate; called after the weights are allocated.
    /// </param>
    public GatedDenseLayer(
        LayerContext context, TensorShape input, GatedDenseSpec layer, Func<PanelOperations> createOperations)
        : base(context, [input], TensorShape.OfFeatures(layer.Outputs))
    {
        _spec = context.Spec;
        _stop = context.Stop;
        _gate = layer.Gate;
        _inputs = input.Features;
        _value = new(context, _inputs, Features, "", RandomPurpose.InitialWeights, layer.Normalization);
        _opening = new(context, _inputs, Features, "gate.", RandomPurpose.GateWeights, layer.Normalization);
        _gateParameters = new(context, Features, _gate);
        _operations = createOperations();
        Output = context.AllocateActivations(Features);
        Gradient = context.AllocateFloats(2 * TensorAllocator.MatrixLength(_spec.BatchSize, Features));
        Buffers = [.. _value.Buffers, .. _opening.Buffers, .. _operations.Buffers];
        Parameters =
        [
            .. _value.Parameters.Concat(_opening.Parameters).Concat(_gateParameters.Blocks)
                .Concat(_operations.Parameters).OrderBy(parameter => (int)parameter.Kind),
        ];
    }

    /// <inheritdoc/>
    public override PanelBuffer Output { get; }

    /// <summary>Gets ∂f/∂x and then ∂f/∂y, which are in the buffer of <see cref="Gradient"/>.</summary>
    public override PanelBuffer? Derivative => Gradient;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterBlock> Parameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LayerBuffer> Buffers { get; }

    /// <summary>Gets the number of floats for the transposed weights of 32 inputs, [W; V] as [2·output][32].</summary>
    public override long ScratchLength => 2 * TensorAllocator.MatrixLength(Panel.Width, Features);

    /// <inheritdoc/>
    public bool AcceptsSparseInput => true;

    /// <summary>
    /// Gets the gradient with respect to both products, first Wx + b and then Vx + c, [2·output/32][batch][32]. Between
    /// the forward and backward pass, it contains the derivatives of the gate.
    /// </summary>
    public PanelBuffer Gradient { get; }

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        _value.Initialize(_spec, Index, team, cancellationToken);
        _opening.Initialize(_spec, Index, team, cancellationToken);
        _gateParameters.Initialize();
        _operations.Initialize();
    }

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        int rows = inputs[0].Rows;
        Span<float> values = Output.Panel(part, rows), opening = Gradient.Panel(PartCount + part, rows);
        _value.Forward(part, inputs[0], values, step);
        _opening.Forward(part, inputs[0], opening, step);
        Span<float> parameters = stackalloc float[_gateParameters.Length];
        _gateParameters.CopyTo(part, parameters);
        _gate.Evaluate(new GatePass
        {
            X = values,
            Y = opening,
            Parameters = parameters,
            DerivativeX = Gradient.Panel(part, rows),
            ParameterGradient = _gateParameters.Derivatives(part, values.Length),
        });
        _operations.Forward(part, values, step);
        ElementwiseKernels.ClearPadding(values, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(output.Length);
        Span<float> opening = rented.AsSpan(0, output.Length);
        _value.Evaluate(part, inputs[0], output);
        _opening.Evaluate(part, inputs[0], opening);
        Span<float> parameters = stackalloc float[_gateParameters.Length];
        _gateParameters.CopyTo(part, parameters, forEvaluation: true);
        _gate.Evaluate(new GatePass { X = output, Y = opening, Parameters = parameters });
        ArrayPool<float>.Shared.Return(rented);
        _operations.Evaluate(part, output);
        ElementwiseKernels.ClearPadding(output, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        int rows = gradient.Length / Panel.Width;
        gradient = _operations.Backward(part, gradient);
        _gateParameters.ComputeGradients(part, gradient);
        return Backward(_value, Gradient.Panel(part, rows), gradient)
            & Backward(_opening, Gradient.Panel(PartCount + part, rows), gradient);

        bool Backward(Product product, Span<float> derivative, ReadOnlySpan<float> gradient)
        {
            ElementwiseKernels.Current.Multiply(derivative, gradient);
            product.BackwardNormalization(part, derivative);
            ElementwiseKernels.ClearPadding(derivative, UsedLanes(part, Features));
            return ElementwiseKernels.Current.AreWithin(derivative, ElementwiseKernels.MaxGradient);
        }
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        int rows = gradient.Length / Panel.Width;
        int lanes = UsedLanes(part, _inputs);
        int half = (int)TensorAllocator.MatrixLength(Panel.Width, Features);
        Span<float> transposed = scratch.Workspace[..(2 * half)];
        PanelTranspose.Run(_value.Weights.Values.Span, _inputs, Features, part, transposed[..half]);
        PanelTranspose.Run(_opening.Weights.Values.Span, _inputs, Features, part, transposed[half..]);
        // The padding of the first half is zero in both operands.
        int depth = PartCount * Panel.Width + Features;
        PanelGemm.Current.MatMul(Gradient.Span, rows, transposed, depth, gradient, lanes, stop: _stop);
        ElementwiseKernels.ClearPadding(gradient, lanes);
        return true;
    }

    /// <inheritdoc/>
    public override void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        int rows = inputs[0].Rows;
        int lanes = UsedLanes(part, Features);
        Span<float> block = scratch.Workspace[..(Panel.Width * Panel.Width)];
        _value.BackwardParameters(part, inputs[0], Gradient.Panel(part, rows), lanes, sink, block);
        _opening.BackwardParameters(part, inputs[0], Gradient.Panel(PartCount + part, rows), lanes, sink, block);
        foreach (ParameterBlock parameter in Parameters)
            if (parameter.Kind != ParameterKind.Weight) parameter.SendGradient(part, sink);
    }

    /// <summary>Computes one of the two products, with its batch normalization if it has one.</summary>
    private sealed class Product
    {
        private readonly ParameterBlock _bias;
        private readonly BatchNormalization? _normalization;
        private readonly RandomPurpose _purpose;
        private readonly int _inputs;
        private readonly int _outputs;
        private readonly CancellationToken _stop;

        public Product(
            LayerContext context, int inputs, int outputs, string name, RandomPurpose purpose, BatchNormSpec? norm)
        {
            _inputs = inputs;
            _outputs = outputs;
            _purpose = purpose;
            _stop = context.Stop;
            Weights = context.AllocateWeights(inputs, outputs, name + "weight");
            _bias = context.AllocateVector(ParameterKind.Bias, name + "bias", outputs);
            if (norm is not null) _normalization = new(context, outputs, norm.FixedScale);
            Parameters = [Weights, _bias, .. _normalization?.Parameters ?? []];
        }

        public ParameterBlock Weights { get; }

        public IReadOnlyList<ParameterBlock> Parameters { get; }

        public IReadOnlyList<LayerBuffer> Buffers => _normalization?.Buffers ?? [];

        public void Initialize(NetworkSpec spec, int layer, WorkerTeam team, CancellationToken cancellationToken)
        {
            float[] initial = new float[_inputs * _outputs];
            Initializer.Fill(
                initial, _inputs, _outputs, spec.Initializer, spec.InitializerDeviation,
                () => new RandomStream(spec.Seed, _purpose, layer), team, cancellationToken);
            Weights.Set(initial);
            _bias.Fill((float)spec.InitialBias);
            _normalization?.Initialize();
        }

        public void Forward(int part, LayerInput input, Span<float> output, int step)
        {
            MatMul(part, input, Weights.Values, _bias.Values, output);
            _normalization?.Forward(part, output, step);
        }

        public void Evaluate(int part, LayerInput input, Span<float> output)
        {
            MatMul(part, input, Weights.EvaluationValues, _bias.EvaluationValues, output);
            _normalization?.Evaluate(part, output);
        }

        public void BackwardNormalization(int part, Span<float> gradient) => _normalization?.Backward(part, gradient);

        public void BackwardParameters(
            int part, LayerInput input, ReadOnlySpan<float> gradient, int lanes, IGradientSink sink, Span<float> block)
        {
            for (int inputPanel = 0; inputPanel < Panel.Count(_inputs); inputPanel++)
            {
                _stop.ThrowIfCancellationRequested();
                int offset = (part * _inputs + inputPanel * Panel.Width) * Panel.Width;
                // The next block starts where this one ends, even if it is in the next panel.
                WeightPrefetcher next = Weights.PrefetchFrom(offset + Panel.Width * Panel.Width);
                int count = input.MatMulTransposed(inputPanel, gradient, block, lanes, next);
                ElementwiseKernels.ClearPadding(block, lanes);
                sink.Apply(Weights, offset, block[..(count * Panel.Width)]);
            }
            ElementwiseKernels.Current.SumRows(gradient, _bias.Gradient!.Lanes(part));
        }

        private void MatMul(int part, LayerInput input, PanelBuffer weights, PanelBuffer bias, Span<float> output)
        {
            WeightPrefetcher next = new(
                weights.Span, (part + 1) * _inputs * Panel.Width, Panel.Width * Panel.Width, Panel.Count(_inputs));
            input.MatMul(
                weights.Panel(part, _inputs), output, Math.Min(Panel.Width, _outputs - part * Panel.Width), next,
                _stop);
            ElementwiseKernels.Current.AddLanes(output, bias.Lanes(part));
        }
    }
}
