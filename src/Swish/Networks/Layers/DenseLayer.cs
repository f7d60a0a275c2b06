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
    private readonly PanelOperations _operations;
    private readonly DenseProduct _product;
    private readonly DenseInputGradient? _inputGradient;
    private readonly bool _isResidual;
    private readonly bool _returnsLogits;
    private bool _pairsPanels;

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
        : base(context, [input], TensorShape.OfFeatures(outputs), keepsGradient: isResidual && !readsNetworkInput)
    {
        _isResidual = isResidual;
        _product = new(context, input.Features, outputs, "", RandomPurpose.InitialWeights);
        if (!readsNetworkInput) _inputGradient = new(context, _product.Weights, input.Features);
        _operations = createOperations();
        _returnsLogits = isLast && !isResidual && _operations.IsEmpty;
        // The loss function overwrites the logits with its gradient.
        Gradient = _returnsLogits ? Output : _operations.GradientBuffer(context, outputs);
        Parameters = [.. _product.Parameters, .. _operations.Parameters];
        Buffers = _operations.Buffers;
    }

    /// <inheritdoc/>
    public override PanelBuffer? Derivative => _operations.Derivative;

    /// <summary>
    /// Gets the number of floats for the gradient with respect to the input, or for the gradients of two blocks of 32 × 32
    /// weights.
    /// </summary>
    public override long ScratchLength => Math.Max(2 * PanelTranspose.SquareLength, _inputGradient?.ScratchLength ?? 0);

    /// <summary>
    /// Gets 2 if the layer may read sparse input, whose products take less time for two panels together
    /// (<see cref="PanelGemm.PairsSparsePanels"/>), and each thread has a pair; otherwise 1.
    /// </summary>
    public override int PartsPerItem => _pairsPanels ? 2 : 1;

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
        _product.Initialize(team, cancellationToken);
        _operations.Initialize();
        _pairsPanels = _inputGradient is null && AcceptsSparseInput && PanelGemm.Current.PairsSparsePanels
            && PartCount >= 2 * team.Size;
    }

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        LayerInput input = inputs[0];
        Span<float> values = Output.Panel(part, input.Rows);
        // A thread computes the first part of a pair before the second one.
        if (!IsInPair(part, input)) _product.Forward(part, input, values, forEvaluation: false);
        else if (part % 2 == 0) _product.ForwardPair(part, input, values, Output.Panel(part + 1, input.Rows));
        if (_returnsLogits) return;
        _operations.Forward(part, values, step);
        if (_isResidual) ElementwiseKernels.Current.Add(values, input.Panel(part));
        ElementwiseKernels.ClearPadding(values, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        _product.Forward(part, inputs[0], output, forEvaluation: true);
        if (_returnsLogits) return;
        _operations.Evaluate(part, output);
        if (_isResidual) ElementwiseKernels.Current.Add(output, inputs[0].Panel(part));
        ElementwiseKernels.ClearPadding(output, UsedLanes(part, Features));
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        // The gradient is already in its buffer, and the network has checked that it is finite.
        if (_returnsLogits)
        {
            _inputGradient?.Prepare(part, gradient);
            return true;
        }
        if (KeepsGradient) base.BackwardOutput(part, inputs, gradient, scratch);
        Span<float> atProduct = Gradient.Panel(part, gradient.Length / Panel.Width);
        _operations.Backward(part, gradient, atProduct);
        ElementwiseKernels.ClearPadding(atProduct, UsedLanes(part, Features));
        _inputGradient?.Prepare(part, atProduct);
        return HasValidGradients(part)
            && ElementwiseKernels.Current.AreWithin(atProduct, ElementwiseKernels.MaxGradient);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        _inputGradient!.Run(part, Gradient, gradient, scratch.Workspace);
        if (KeepsGradient) ElementwiseKernels.Current.Add(gradient, OutputGradient(part, gradient.Length / Panel.Width));
        return _product.HasFiniteGradients(part, inputs[0], Gradient, 0, scratch.Workspace);
    }

    /// <inheritdoc/>
    public override void BackwardParameters(int panel, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        if (!IsInPair(panel, inputs[0]))
            _product.BackwardParameters(
                panel, inputs[0], Gradient.Panel(panel, inputs[0].Rows), sink, scratch.Workspace);
        else if (panel % 2 == 0) _product.BackwardParametersPair(panel, inputs[0], Gradient, sink, scratch.Workspace);
        base.BackwardParameters(panel, inputs, sink, scratch);
    }

    /// <summary>Determines whether the product of a panel is computed with that of the other panel of its item.</summary>
    private bool IsInPair(int panel, LayerInput input) =>
        _pairsPanels && input.IsSparse && (panel % 2 == 1 || panel + 1 < PartCount);
}
