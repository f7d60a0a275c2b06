using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// The base of layers whose output lies in panels, [feature/32][batch][32], a part a panel. What it has is right for a
/// layer without parameters.
/// </summary>
internal abstract class PanelLayer : ILayer
{
    /// <summary>Notes shapes and place; allocates nothing.</summary>
    /// <param name="context">The layer's context.</param>
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

    /// <summary>The features of the output.</summary>
    protected int Features { get; }

    /// <inheritdoc/>
    public virtual void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
    }

    /// <inheritdoc/>
    public virtual void Forward(int part, LayerInput[] inputs, int step) =>
        Evaluate(part, inputs, Output.Panel(part, inputs[0].Rows));

    /// <inheritdoc/>
    public abstract void Evaluate(int part, LayerInput[] inputs, Span<float> output);

    /// <inheritdoc/>
    public abstract bool BackwardOutput(int part, Span<float> gradient);

    /// <inheritdoc/>
    public abstract void BackwardInput(int input, int part, Span<float> gradient, WorkerScratch scratch);

    /// <inheritdoc/>
    public virtual void BackwardParameters(int part, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        foreach (ParameterBlock parameter in Parameters) parameter.SendGradient(part, sink);
    }

    /// <summary>Returns the lanes of a panel of features that are not padding.</summary>
    /// <param name="panel">Which panel.</param>
    /// <param name="features">The features.</param>
    protected static int UsedLanes(int panel, int features) => Math.Min(Panel.Width, features - panel * Panel.Width);
}
