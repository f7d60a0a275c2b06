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
    private readonly Gate _gate;
    private readonly PanelOperations _operations;
    private readonly ActivationParameters _gateParameters;
    private readonly DenseProduct _value;
    private readonly DenseProduct _opening;
    private readonly PanelOperations _valueNorm;
    private readonly PanelOperations _openingNorm;
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
        : base(context, [input], TensorShape.OfFeatures(layer.Outputs), keepsGradient: false)
    {
        _stop = context.Stop;
        _gate = layer.Gate;
        _inputs = input.Features;
        _value = new(context, _inputs, Features, "", RandomPurpose.InitialWeights);
        _valueNorm = Normalization();
        _opening = new(context, _inputs, Features, "gate.", RandomPurpose.GateWeights);
        _openingNorm = Normalization();
        _gateParameters = new(context, Features, _gate);
        _operations = createOperations();
        Gradient = context.AllocateFloats(2 * TensorAllocator.MatrixLength(context.Spec.BatchSize, Features));
        Buffers = [.. _valueNorm.Buffers, .. _openingNorm.Buffers, .. _operations.Buffers];
        Parameters =
        [
            .. _value.Parameters, .. _valueNorm.Parameters, .. _opening.Parameters, .. _openingNorm.Parameters,
            .. _gateParameters.Blocks, .. _operations.Parameters,
        ];

        PanelOperations Normalization() => layer.Normalization is { FixedScale: bool isFixed }
            ? new([new PanelNormalization(context, Features, isFixed)])
            : new([]);
    }

    /// <summary>
    /// Gets ∂f/∂x and then ∂f/∂y of the gate, whatever follows it; they are in the buffer of <see cref="Gradient"/>.
    /// </summary>
    public override PanelBuffer? Derivative => Gradient;

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
        _value.Initialize(team, cancellationToken);
        _opening.Initialize(team, cancellationToken);
        _valueNorm.Initialize();
        _openingNorm.Initialize();
        _gateParameters.Initialize();
        _operations.Initialize();
    }

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        int rows = inputs[0].Rows;
        Span<float> values = Output.Panel(part, rows), opening = Gradient.Panel(PartCount + part, rows);
        _value.Forward(part, inputs[0], values, forEvaluation: false);
        _valueNorm.Forward(part, values, step);
        _opening.Forward(part, inputs[0], opening, forEvaluation: false);
        _openingNorm.Forward(part, opening, step);
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
        // The workspace is made for weights, and may be smaller than a panel.
        float[] rented = ArrayPool<float>.Shared.Rent(output.Length);
        Span<float> opening = rented.AsSpan(0, output.Length);
        _value.Forward(part, inputs[0], output, forEvaluation: true);
        _valueNorm.Evaluate(part, output);
        _opening.Forward(part, inputs[0], opening, forEvaluation: true);
        _openingNorm.Evaluate(part, opening);
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
        return Backward(_valueNorm, Gradient.Panel(part, rows), gradient)
            & Backward(_openingNorm, Gradient.Panel(PartCount + part, rows), gradient) && HasValidGradients(part);

        bool Backward(PanelOperations normalization, Span<float> derivative, ReadOnlySpan<float> gradient)
        {
            ElementwiseKernels.Current.Multiply(derivative, gradient);
            normalization.Backward(part, derivative);
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
        return _value.HasFiniteGradients(part, inputs[0], Gradient, 0, scratch.Workspace)
            && _opening.HasFiniteGradients(part, inputs[0], Gradient, PartCount, scratch.Workspace);
    }

    /// <inheritdoc/>
    public override void BackwardParameters(int panel, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        int rows = inputs[0].Rows;
        _value.BackwardParameters(panel, inputs[0], Gradient.Panel(panel, rows), sink, scratch.Workspace);
        _opening.BackwardParameters(panel, inputs[0], Gradient.Panel(PartCount + panel, rows), sink, scratch.Workspace);
        base.BackwardParameters(panel, inputs, sink, scratch);
    }
}
