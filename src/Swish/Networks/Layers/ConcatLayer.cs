using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Concatenates its inputs along the channels, at the end of parallel branches: [batch, a] and [batch, b] become
/// [batch, a + b]. A panel of the output may contain features of several inputs.
/// </summary>
internal sealed class ConcatLayer : PanelLayer
{
    private readonly PanelBuffer _gradient;
    // The index of the first feature of each input in the output.
    private readonly int[] _starts;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="inputs">The shape of each input, one or more.</param>
    /// <param name="output">The shape of the output, with the channels of all inputs.</param>
    public ConcatLayer(LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output)
        : base(context, inputs, output)
    {
        Output = context.AllocateActivations(Features);
        _gradient = context.AllocateActivations(Features);
        _starts = new int[inputs.Count];
        for (int i = 1; i < _starts.Length; i++) _starts[i] = _starts[i - 1] + inputs[i - 1].Features;
    }

    /// <inheritdoc/>
    public override PanelBuffer Output { get; }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        int first = part * Panel.Width;
        int end = Math.Min(first + Panel.Width, Features);
        for (int i = 0; i < inputs.Length; i++)
        {
            int last = Math.Min(end, _starts[i] + InputShapes[i].Features);
            for (int feature = Math.Max(first, _starts[i]); feature < last;)
            {
                (int panel, int lane) = int.DivRem(feature - _starts[i], Panel.Width);
                int count = Math.Min(last - feature, Panel.Width - lane);
                CopyLanes(inputs[i].Panel(panel), lane, output, feature - first, count);
                feature += count;
            }
        }
        ElementwiseKernels.ClearPadding(output, end - first);
    }

    /// <inheritdoc/>
    public override bool BackwardOutput(int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        gradient.CopyTo(_gradient.Panel(part, gradient.Length / Panel.Width));
        return true;
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        int rows = gradient.Length / Panel.Width;
        int first = _starts[input] + part * Panel.Width;
        int used = UsedLanes(part, InputShapes[input].Features);
        for (int done = 0; done < used;)
        {
            (int panel, int lane) = int.DivRem(first + done, Panel.Width);
            int count = Math.Min(used - done, Panel.Width - lane);
            CopyLanes(_gradient.Panel(panel, rows), lane, gradient, done, count);
            done += count;
        }
        ElementwiseKernels.ClearPadding(gradient, used);
        return true;
    }

    /// <summary>Copies some lanes of each row of a panel, [row][32], to other lanes of another panel.</summary>
    private static void CopyLanes(ReadOnlySpan<float> source, int from, Span<float> target, int to, int count)
    {
        for (int row = 0; row < source.Length; row += Panel.Width)
            source.Slice(row + from, count).CopyTo(target.Slice(row + to, count));
    }
}
