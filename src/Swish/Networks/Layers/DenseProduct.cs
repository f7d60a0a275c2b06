using Swish.Kernels;
using Swish.Kernels.Memory;
using Swish.Parallelism;
using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>Computes the product Wx + b of a dense layer, and the gradients of W and b.</summary>
internal sealed class DenseProduct
{
    // With inputs up to this number divided by that of examples, and gradients up to MaxGradient, no sum overflows.
    private const float SafeInput = 1e8f;

    private readonly NetworkSpec _spec;
    private readonly ParameterBlock _bias;
    private readonly RandomPurpose _purpose;
    private readonly int _inputs;
    private readonly CancellationToken _stop;

    /// <summary>Allocates the parameters.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="prefix">What the names of the parameters begin with; empty for the only product of a layer.</param>
    /// <param name="purpose">The random stream of the initial weights.</param>
    public DenseProduct(LayerContext context, int inputs, int outputs, string prefix, RandomPurpose purpose)
    {
        _spec = context.Spec;
        _stop = context.Stop;
        _purpose = purpose;
        _inputs = inputs;
        Weights = context.AllocateWeights(inputs, outputs, prefix + "weight");
        _bias = context.AllocateVector(ParameterKind.Bias, prefix + "bias", outputs);
    }

    /// <summary>Gets W, [outputs, inputs].</summary>
    public ParameterBlock Weights { get; }

    /// <summary>Gets W and b.</summary>
    public IReadOnlyList<ParameterBlock> Parameters => [Weights, _bias];

    /// <summary>Sets the parameters to their initial values.</summary>
    /// <param name="team">The worker threads that generate the weights.</param>
    /// <param name="cancellationToken">Cancels the initialization.</param>
    public void Initialize(WorkerTeam team, CancellationToken cancellationToken)
    {
        float[] initial = new float[_inputs * Weights.Features];
        Initializer.Fill(
            initial, _inputs, Weights.Features, _spec.Initializer, _spec.InitializerDeviation,
            () => new RandomStream(_spec.Seed, _purpose, Weights.Layer), team, cancellationToken);
        Weights.Set(initial);
        _bias.Fill((float)_spec.InitialBias);
    }

    /// <summary>Computes one panel of the product, and prefetches the weights of the next panel.</summary>
    /// <param name="panel">The index of the panel of 32 outputs.</param>
    /// <param name="input">x.</param>
    /// <param name="output">Receives the panel, [row][32]; lanes after the last output are undefined.</param>
    /// <param name="forEvaluation">Whether to use the parameters for evaluation.</param>
    public void Forward(int panel, LayerInput input, Span<float> output, bool forEvaluation)
    {
        PanelBuffer weights = forEvaluation ? Weights.EvaluationValues : Weights.Values;
        PanelBuffer bias = forEvaluation ? _bias.EvaluationValues : _bias.Values;
        WeightPrefetcher next = new(
            weights.Span, (panel + 1) * _inputs * Panel.Width, Panel.Width * Panel.Width, Panel.Count(_inputs));
        input.MatMul(weights.Panel(panel, _inputs), output, UsedLanes(panel), next, _stop);
        ElementwiseKernels.Current.AddLanes(output, bias.Lanes(panel));
    }

    /// <summary>Computes two panels of the product from sparse input.</summary>
    /// <param name="panel">The index of the first panel of 32 outputs.</param>
    /// <param name="input">x, which is sparse.</param>
    /// <param name="output0">Receives the first panel, [row][32].</param>
    /// <param name="output1">Receives the second panel, [row][32].</param>
    public void ForwardPair(int panel, LayerInput input, Span<float> output0, Span<float> output1)
    {
        WeightPrefetcher next = new(
            Weights.Values.Span, (panel + 2) * _inputs * Panel.Width, Panel.Width * Panel.Width, 2 * Panel.Count(_inputs));
        input.MatMulPair(
            Weights.Values.Panel(panel, _inputs), Weights.Values.Panel(panel + 1, _inputs), output0, output1, next, _stop);
        ElementwiseKernels.Current.AddLanes(output0, _bias.Values.Lanes(panel));
        ElementwiseKernels.Current.AddLanes(output1, _bias.Values.Lanes(panel + 1));
    }

    /// <summary>Computes the gradients of one panel, and passes them to a sink.</summary>
    /// <param name="panel">The index of the panel of 32 outputs.</param>
    /// <param name="input">x.</param>
    /// <param name="gradient">The gradient with respect to the panel of the product, [row][32].</param>
    /// <param name="sink">Receives the gradients.</param>
    /// <param name="scratch">Scratch memory of 32 · 32 floats.</param>
    public void BackwardParameters(
        int panel, LayerInput input, ReadOnlySpan<float> gradient, IGradientSink sink, Span<float> scratch)
    {
        Span<float> block = scratch[..(Panel.Width * Panel.Width)];
        int lanes = UsedLanes(panel);
        for (int inputPanel = 0; inputPanel < Panel.Count(_inputs); inputPanel++)
        {
            _stop.ThrowIfCancellationRequested();
            int offset = (panel * _inputs + inputPanel * Panel.Width) * Panel.Width;
            // The next block starts where this one ends, even if it is in the next panel.
            WeightPrefetcher next = Weights.PrefetchFrom(offset + Panel.Width * Panel.Width);
            int count = input.MatMulTransposed(inputPanel, gradient, block, lanes, next);
            ElementwiseKernels.ClearPadding(block, lanes);
            sink.Apply(Weights, offset, block[..(count * Panel.Width)]);
        }
        SendBiasGradient(panel, gradient, sink);
    }

    /// <summary>Computes the gradients of two panels from sparse input, and passes them to a sink.</summary>
    /// <param name="panel">The index of the first panel of 32 outputs.</param>
    /// <param name="input">x, which is sparse.</param>
    /// <param name="gradient">The gradient with respect to the product, [output/32][row][32].</param>
    /// <param name="sink">Receives the gradients.</param>
    /// <param name="scratch">Scratch memory of 2 · 32 · 32 floats.</param>
    public void BackwardParametersPair(
        int panel, LayerInput input, PanelBuffer gradient, IGradientSink sink, Span<float> scratch)
    {
        const int BlockLength = Panel.Width * Panel.Width;
        Span<float> block0 = scratch[..BlockLength], block1 = scratch.Slice(BlockLength, BlockLength);
        Span<float> gradient0 = gradient.Panel(panel, input.Rows), gradient1 = gradient.Panel(panel + 1, input.Rows);
        for (int inputPanel = 0; inputPanel < Panel.Count(_inputs); inputPanel++)
        {
            _stop.ThrowIfCancellationRequested();
            int offset = (panel * _inputs + inputPanel * Panel.Width) * Panel.Width;
            int count = input.MatMulTransposedPair(
                inputPanel, gradient0, gradient1, block0, block1, Weights.PrefetchFrom(offset + BlockLength));
            ElementwiseKernels.ClearPadding(block1, UsedLanes(panel + 1));
            sink.Apply(Weights, offset, block0[..(count * Panel.Width)]);
            sink.Apply(Weights, offset + _inputs * Panel.Width, block1[..(count * Panel.Width)]);
        }
        SendBiasGradient(panel, gradient0, sink);
        SendBiasGradient(panel + 1, gradient1, sink);
    }

    /// <summary>
    /// Determines whether the gradients of the weights of 32 inputs are finite. They are only computed if an input is
    /// so large that they may not be.
    /// </summary>
    /// <param name="inputPanel">The index of the panel of 32 inputs.</param>
    /// <param name="input">x, which is not sparse.</param>
    /// <param name="gradient">The gradient with respect to the product, which has been checked.</param>
    /// <param name="firstPanel">The index of its first panel in this buffer.</param>
    /// <param name="scratch">Scratch memory of 32 · 32 floats.</param>
    /// <returns>True if they are.</returns>
    public bool HasFiniteGradients(
        int inputPanel, LayerInput input, PanelBuffer gradient, int firstPanel, Span<float> scratch)
    {
        if (ElementwiseKernels.Current.AreWithin(input.Panel(inputPanel), SafeInput / input.Rows)) return true;
        Span<float> block = scratch[..(Panel.Width * Panel.Width)];
        for (int panel = 0; panel < Panel.Count(Weights.Features); panel++)
        {
            _stop.ThrowIfCancellationRequested();
            int count = input.MatMulTransposed(
                inputPanel, gradient.Panel(firstPanel + panel, input.Rows), block, UsedLanes(panel), default);
            ElementwiseKernels.ClearPadding(block, UsedLanes(panel));
            if (!ElementwiseKernels.Current.AreWithin(block[..(count * Panel.Width)], float.MaxValue)) return false;
        }
        return true;
    }

    private void SendBiasGradient(int panel, ReadOnlySpan<float> gradient, IGradientSink sink)
    {
        ElementwiseKernels.Current.SumRows(gradient, _bias.Gradient!.Lanes(panel));
        _bias.SendGradient(panel, sink);
    }

    private int UsedLanes(int panel) => Math.Min(Panel.Width, Weights.Features - panel * Panel.Width);
}
