using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Provides the base class of layers whose parts are panels, with an output of [feature/32][batch][32].
/// </summary>
internal abstract class PanelLayer : Layer
{
    private readonly PanelBuffer? _outputGradient;

    /// <summary>Initializes the shapes and the index, and allocates the output.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The shape of each input.</param>
    /// <param name="output">The shape of the output.</param>
    /// <param name="keepsGradient">
    /// Whether <see cref="BackwardOutput"/> copies the gradient with respect to the output for
    /// <see cref="ILayer.BackwardInput"/>.
    /// </param>
    protected PanelLayer(
        LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output, bool keepsGradient)
        : base(context, inputs, output, context.AllocateActivations(output.Features))
    {
        PartLength = checked(context.Spec.BatchSize * Panel.Width);
        if (keepsGradient) _outputGradient = context.AllocateActivations(Features);
    }

    /// <inheritdoc/>
    public override bool IsImages => false;

    /// <inheritdoc/>
    public override int PartCount => Panel.Count(Features);

    /// <inheritdoc/>
    public override int PartsPerItem => 1;

    /// <inheritdoc/>
    public override int PartLength { get; }

    /// <inheritdoc/>
    public override int UpdateCount => PartCount;

    /// <summary>Gets the number of features of the output.</summary>
    protected int Features => OutputShape.Features;

    /// <summary>Gets whether the gradient with respect to the output is copied.</summary>
    protected bool KeepsGradient => _outputGradient is not null;

    /// <inheritdoc/>
    public override Span<float> Part(PanelBuffer buffer, int part, int rows) => buffer.Panel(part, rows);

    /// <summary>Copies the gradient of a layer that <see cref="KeepsGradient"/>.</summary>
    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        gradient.CopyTo(_outputGradient!.Panel(part, gradient.Length / Panel.Width));
        return true;
    }

    /// <summary>Gets a panel of the gradient that <see cref="BackwardOutput"/> copied.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="rows">The number of examples.</param>
    /// <returns>The panel, [batch][32].</returns>
    protected ReadOnlySpan<float> OutputGradient(int panel, int rows) => _outputGradient!.Panel(panel, rows);

    /// <summary>Computes the number of lanes of a panel that are not padding.</summary>
    /// <param name="panel">The index of the panel.</param>
    /// <param name="features">The number of features.</param>
    /// <returns>1 to 32.</returns>
    protected static int UsedLanes(int panel, int features) => Math.Min(Panel.Width, features - panel * Panel.Width);
}
