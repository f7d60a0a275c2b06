using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Provides the base class of layers whose parts are panels, with an output of [feature/32][batch][32]. The default
/// implementations are those of a layer without parameters.
/// </summary>
internal abstract class PanelLayer : ILayer
{
    /// <summary>Initializes the shapes and the index; allocates no buffers.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The shape of each input.</param>
    /// <param name="output">The shape of the output.</param>
    protected PanelLayer(LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output)
    {
        Index = context.Index;
        InputShapes = inputs;
        OutputShape = output;
        Features = output.Features;
        PartLength = checked(context.Spec.BatchSize * Panel.Width);
    }

    /// <inheritdoc/>
    public int Index { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorShape> InputShapes { get; }

    /// <inheritdoc/>
    public TensorShape OutputShape { get; }

    /// <inheritdoc/>
    public int PartCount => Panel.Count(Features);

    /// <inheritdoc/>
    public int PartLength { get; }

    /// <inheritdoc/>
    public abstract PanelBuffer Output { get; }

    /// <inheritdoc/>
    public virtual PanelBuffer? Derivative => null;

    /// <inheritdoc/>
    public virtual IReadOnlyList<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public virtual IReadOnlyList<LayerBuffer> Buffers => [];

    /// <inheritdoc/>
    public virtual long ScratchLength => 0;

    /// <summary>Gets the number of features of the output.</summary>
    protected int Features { get; }

    /// <inheritdoc/>
    public Span<float> Part(PanelBuffer buffer, int part, int rows) => buffer.Panel(part, rows);

    /// <inheritdoc/>
    public virtual void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
    }

    /// <inheritdoc/>
    public virtual void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch) =>
        Evaluate(part, inputs, Output.Panel(part, inputs[0].Rows), scratch);

    /// <inheritdoc/>
    public abstract void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch);

    /// <inheritdoc/>
    public abstract bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <inheritdoc/>
    public abstract bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch);

    /// <inheritdoc/>
    public virtual void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        foreach (ParameterBlock parameter in Parameters) parameter.SendGradient(part, sink);
    }

    /// <summary>Computes the number of lanes of a panel that are not padding.</summary>
    /// <param name="panel">The index of the panel.</param>
    /// <param name="features">The number of features.</param>
    /// <returns>1 to 32.</returns>
    protected static int UsedLanes(int panel, int features) => Math.Min(Panel.Width, features - panel * Panel.Width);
}
