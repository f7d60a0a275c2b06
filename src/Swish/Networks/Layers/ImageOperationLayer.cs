using Swish.Kernels;
using Swish.Kernels.Convolution;
using Swish.Kernels.Memory;
using Swish.Parallelism;

namespace Swish.Networks.Layers;

/// <summary>
/// Computes y = f(BN(product(x)) + s) for images: a convolution, batch normalization, the sum with the shortcut s of a
/// residual block, and an activation, any of which may be missing. Apart from the moments of the batch, each image is
/// computed up to the end while it is in the cache.
/// </summary>
/// <remarks>
/// Only the output of the product and y are stored. What lies in between is computed again in the backward pass, a few
/// positions at a time.
/// </remarks>
internal sealed class ImageOperationLayer : ImageLayer
{
    // Intermediate results of this many floats stay in the L1 cache.
    private const int ChunkLength = 2048;

    // There can be millions of channels.
    private const int MaxStackLength = 4096;

    private readonly ImageProduct? _product;
    private readonly ImageNormalization? _normalization;
    private readonly ImageActivation? _activation;
    private readonly bool _hasShortcut;
    private readonly PanelBuffer? _productOutput;
    private readonly int _chunk;

    /// <summary>Allocates the layer, whose parameters are allocated already.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="index">The index of the layer.</param>
    /// <param name="input">The shape of the input.</param>
    /// <param name="product">The product, or null to start with the input itself.</param>
    /// <param name="normalization">The batch normalization, or null.</param>
    /// <param name="hasShortcut">Whether a second input is added before the activation.</param>
    /// <param name="activation">The activation, or null.</param>
    public ImageOperationLayer(
        LayerContext context, int index, TensorShape input, ImageProduct? product, ImageNormalization? normalization,
        bool hasShortcut, ImageActivation? activation)
        : base(
            context, hasShortcut ? [input, product?.OutputShape ?? input] : [input], product?.OutputShape ?? input)
    {
        Index = index;
        _product = product;
        _normalization = normalization;
        _hasShortcut = hasShortcut;
        _activation = activation;
        _chunk = Math.Max(1, ChunkLength / Lanes) * Lanes;
        if (product is not null && (normalization is not null || activation is not null))
            _productOutput = context.AllocateImages(OutputShape);
        Parameters =
            [.. product?.Parameters ?? [], .. normalization?.Parameters ?? [], .. activation?.Parameters ?? []];
        Buffers = normalization?.Buffers ?? [];
    }

    /// <inheritdoc/>
    public override int ExamplesPerSum => _product?.ExamplesPerSum ?? 1;

    /// <inheritdoc/>
    public override bool FinishesForward => _normalization is not null;

    /// <inheritdoc/>
    public override bool BackwardInputComputesParameters => _product is not null;

    /// <inheritdoc/>
    public override PanelBuffer? Intermediate => _productOutput;

    /// <summary>Gets whether the layer has an activation, whose derivative diagnostics read.</summary>
    public bool HasActivation => _activation is not null;

    /// <summary>
    /// Gets the number of floats for the gradient with respect to the output of the product, the intermediate results of
    /// a chunk, and what the product needs.
    /// </summary>
    public override long ScratchLength => Math.Max(
        PartLength + (_product?.ScratchLength ?? 0), _chunk + (_activation?.ScratchLength(_chunk) ?? 0));

    /// <inheritdoc/>
    public override void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        _product?.Initialize(team, cancellationToken);
        _normalization?.Initialize();
        _activation?.Initialize();
    }

    /// <inheritdoc/>
    public override void Forward(int part, LayerInput[] inputs, int step, WorkerScratch scratch)
    {
        if (_product is not null)
        {
            // Once in a step. Other threads may be in Forward already, which reads other memory.
            if (part == 0) _product.PrepareBackward();
            int next = Math.Min(part + 1, PartCount - 1);
            _product.Forward(
                inputs[0].Image(part), Image(_productOutput ?? Output, part), forEvaluation: false, scratch.Workspace,
                new(inputs[0].Intermediate(next), Image(_productOutput ?? Output, next)));
        }
        if (_normalization is null) FinishForward(part, inputs, scratch);
        else _normalization.Measure(part, ProductOutput(part, inputs));
    }

    /// <inheritdoc/>
    public override void CombineForward() => _normalization?.CombineMoments();

    /// <inheritdoc/>
    public override void FinishForward(int part, LayerInput[] inputs, WorkerScratch scratch)
    {
        NormalizationLanes constants = _normalization is null ? default : _normalization.Constants;
        ReadOnlySpan<float> x = ProductOutput(part, inputs), shortcut = Shortcut(part, inputs);
        Span<float> y = Image(Output, part);
        for (int at = 0; at < y.Length; at += _chunk)
        {
            int length = Math.Min(_chunk, y.Length - at);
            Span<float> values = y.Slice(at, length);
            BeforeActivation(x.Slice(at, length), shortcut.IsEmpty ? default : shortcut.Slice(at, length), constants, values);
            Activate(values, forEvaluation: false, scratch);
        }
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        ReadOnlySpan<float> x = inputs[0].Image(part), shortcut = Shortcut(part, inputs);
        if (_product is not null)
        {
            _product.Forward(x, output, forEvaluation: true, scratch.Workspace);
            x = output;
        }
        int constantCount = _normalization is null ? 0 : Lanes;
        Span<float> inverseStd =
            constantCount <= MaxStackLength ? stackalloc float[constantCount] : new float[constantCount];
        NormalizationLanes constants =
            _normalization is null ? default : _normalization.EvaluationConstants(inverseStd);
        for (int at = 0; at < output.Length; at += _chunk)
        {
            int length = Math.Min(_chunk, output.Length - at);
            Span<float> values = output.Slice(at, length);
            BeforeActivation(x.Slice(at, length), shortcut.IsEmpty ? default : shortcut.Slice(at, length), constants, values);
            Activate(values, forEvaluation: true, scratch);
        }
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        NormalizationLanes constants = _normalization is null ? default : _normalization.Constants;
        ReadOnlySpan<float> x = ProductOutput(part, inputs), shortcut = Shortcut(part, inputs);
        Span<float> target = Image(Output, part);
        _normalization?.BeginGradient(part);
        _activation?.BeginGradient(part);
        for (int at = 0; at < target.Length; at += _chunk)
        {
            int length = Math.Min(_chunk, target.Length - at);
            Span<float> dz = target.Slice(at, length), dy = gradient.Slice(at, length);
            if (_activation is null) dy.CopyTo(dz);
            else
            {
                Span<float> z = scratch.Workspace[..length];
                BeforeActivation(x.Slice(at, length), shortcut.IsEmpty ? default : shortcut.Slice(at, length), constants, z);
                _activation.Backward(part, z, dy, dz, scratch.Workspace[_chunk..]);
            }
            _normalization?.AddGradient(part, dz, x.Slice(at, length));
        }
        // That of a product is checked where it is known: here, or after batch normalization in BackwardInput.
        return _product is null || _normalization is not null || IsValid(target);
    }

    /// <summary>Combines the gradients of the vectors, and the sums of batch normalization.</summary>
    /// <inheritdoc/>
    public override bool CombineBackward()
    {
        _normalization?.CombineGradients();
        _activation?.CombineGradients();
        for (int panel = 0; panel < UpdateCount; panel++)
            if (!HasValidGradients(panel)) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        Span<float> dx = Image(Output, part);
        if (input == 1)
        {
            dx.CopyTo(gradient);
            return true;
        }
        Span<float> workspace = scratch.Workspace;
        if (_normalization is not null)
        {
            Span<float> target = _product is null ? gradient : workspace[..PartLength];
            _normalization.Backward(dx, ProductOutput(part, inputs), target);
            dx = target;
            if (_product is not null && !IsValid(dx)) return false;
        }
        if (_product is not null)
        {
            // What the next example needs is read from memory while this one is computed.
            int next = Math.Min(part + 1, PartCount - 1);
            return _product.Backward(
                part, inputs[0].Image(part), dx, gradient, workspace[PartLength..],
                new(Image(Output, next), _normalization is null ? default : ProductOutput(next, inputs)),
                new(inputs[0].Image(next), inputs[0].Intermediate(next)));
        }
        if (_normalization is null) dx.CopyTo(gradient);
        return true;
    }

    /// <inheritdoc/>
    public override void BackwardParameters(int panel, LayerInput[] inputs, IGradientSink sink, WorkerScratch scratch)
    {
        _product?.SendGradients(panel, sink, scratch.Workspace);
        base.BackwardParameters(panel, inputs, sink, scratch);
    }

    /// <summary>
    /// Counts the channels whose activation has a derivative that is nearly zero at all positions of the last training
    /// batch, before its backward pass.
    /// </summary>
    /// <param name="inputs">The inputs of the training batch.</param>
    /// <param name="limit">Derivatives below this magnitude count as zero.</param>
    /// <returns>The number of channels.</returns>
    public int CountFlatChannels(LayerInput[] inputs, double limit)
    {
        if (_activation is null) return 0;
        bool[] isFlat = new bool[OutputShape.Channels];
        Array.Fill(isFlat, true);
        NormalizationLanes constants = _normalization is null ? default : _normalization.Constants;
        float[] z = new float[PartLength];
        for (int part = 0; part < PartCount; part++)
        {
            BeforeActivation(ProductOutput(part, inputs), Shortcut(part, inputs), constants, z);
            _activation.FindSlopes(z, limit, isFlat);
        }
        return isFlat.Count(flat => flat);
    }

    private static bool IsValid(ReadOnlySpan<float> gradient) =>
        ElementwiseKernels.Current.AreWithin(gradient, ElementwiseKernels.MaxGradient);

    private ReadOnlySpan<float> ProductOutput(int part, LayerInput[] inputs) =>
        _product is null ? inputs[0].Image(part) : Image(_productOutput ?? Output, part);

    private ReadOnlySpan<float> Shortcut(int part, LayerInput[] inputs) =>
        _hasShortcut ? inputs[1].Image(part) : default;

    /// <summary>Computes BN(x) + shortcut for some positions; x may be the target.</summary>
    private void BeforeActivation(
        ReadOnlySpan<float> x, ReadOnlySpan<float> shortcut, in NormalizationLanes constants, Span<float> target)
    {
        if (_normalization is not null) ImageKernels.Current.Normalize(x, constants, target);
        else if (!x.Overlaps(target)) x.CopyTo(target);
        if (!shortcut.IsEmpty) ElementwiseKernels.Current.Add(target, shortcut);
    }

    private void Activate(Span<float> values, bool forEvaluation, WorkerScratch scratch)
    {
        if (_activation is null) return;
        _activation.Forward(values, values, forEvaluation, scratch.Workspace);
        if (!_activation.KeepsZero) ImageKernels.ClearPadding(values, Lanes, OutputShape.Channels);
    }
}
