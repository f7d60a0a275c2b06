using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Provides the base class of layers. The default implementations are those of a layer whose parts need no other part,
/// and which has no weights.
/// </summary>
internal abstract class Layer : ILayer
{
    private readonly ParameterBlock[] _parameters = [];

    /// <summary>Initializes the shapes and the index.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The shape of each input.</param>
    /// <param name="output">The shape of the output.</param>
    /// <param name="buffer">The buffer of the output of a training batch.</param>
    protected Layer(
        LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output, PanelBuffer buffer)
    {
        Index = context.Index;
        InputShapes = inputs;
        OutputShape = output;
        Output = buffer;
    }

    /// <inheritdoc/>
    public int Index { get; protected init; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorShape> InputShapes { get; }

    /// <inheritdoc/>
    public TensorShape OutputShape { get; }

    /// <inheritdoc/>
    public abstract bool IsImages { get; }

    /// <inheritdoc/>
    public abstract int PartCount { get; }

    /// <inheritdoc/>
    public abstract int PartsPerItem { get; }

    /// <inheritdoc/>
    public virtual int ExamplesPerSum => 1;

    /// <inheritdoc/>
    public abstract int PartLength { get; }

    /// <inheritdoc/>
    public abstract int UpdateCount { get; }

    /// <inheritdoc/>
    public virtual bool FinishesForward => false;

    /// <inheritdoc/>
    public virtual bool BackwardInputComputesParameters => false;

    /// <inheritdoc/>
    public PanelBuffer Output { get; }

    /// <inheritdoc/>
    public virtual PanelBuffer? Intermediate => null;

    /// <inheritdoc/>
    public virtual PanelBuffer? Derivative => null;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Parameters
    {
        get => _parameters;
        protected init => _parameters = [.. value.OrderBy(parameter => (int)parameter.Kind)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<LayerBuffer> Buffers { get; protected init; } = [];

    /// <inheritdoc/>
    public virtual long ScratchLength => 0;

    /// <inheritdoc/>
    public abstract Span<float> Part(PanelBuffer buffer, int part, int rows);

    /// <inheritdoc/>
    public virtual void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
    }

    /// <inheritdoc/>
    public virtual void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch) =>
        Evaluate(part, inputs, Part(Output, part, inputs[0].Rows), scratch);

    /// <inheritdoc/>
    public virtual void CombineForward()
    {
    }

    /// <inheritdoc/>
    public virtual void FinishForward(int part, LayerInput[] inputs, WorkerScratch scratch)
    {
    }

    /// <inheritdoc/>
    public abstract void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch);

    /// <inheritdoc/>
    public abstract bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <inheritdoc/>
    public virtual bool CombineBackward() => true;

    /// <inheritdoc/>
    public abstract bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <summary>Passes on the gradients of the vectors other than biases, which are computed already.</summary>
    /// <inheritdoc/>
    public virtual void BackwardParameters(int panel, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        foreach (ParameterBlock parameter in _parameters)
            if (parameter.Kind > ParameterKind.Bias) parameter.SendGradient(panel, sink);
    }

    /// <summary>
    /// Determines whether the gradients of the vectors other than biases are finite, and not too large to continue.
    /// </summary>
    /// <param name="panel">The index of the panel of 32 features or channels.</param>
    /// <returns>True if they are.</returns>
    protected bool HasValidGradients(int panel)
    {
        foreach (ParameterBlock parameter in _parameters)
            if (parameter.Kind > ParameterKind.Bias && !parameter.HasValidGradient(panel)) return false;
        return true;
    }
}
