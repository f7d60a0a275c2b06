using Swish.Kernels;
using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>
/// Concatenates its inputs along the channels, at the end of parallel branches: [batch, a] and [batch, b] become
/// [batch, a + b]. A panel of the output may contain features of several inputs.
/// </summary>
internal sealed class PanelConcatLayer : PanelLayer
{
    // The index of the first feature of each input in the output.
    private readonly int[] _starts;

    /// <summary>Allocates the layer.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="inputs">The shape of each input, one or more.</param>
    /// <param name="output">The shape of the output, with the channels of all inputs.</param>
    public PanelConcatLayer(LayerContext context, IReadOnlyList<TensorShape> inputs, TensorShape output)
        : base(context, inputs, output, keepsGradient: true)
    {
        _starts = new int[inputs.Count];
        for (int i = 1; i < _starts.Length; i++) _starts[i] = _starts[i - 1] + inputs[i - 1].Features;
    }

    /// <inheritdoc/>
    public override void Evaluate(int part, LayerInput[] inputs, Span<float> output, WorkerScratch scratch)
    {
        int first = part * Panel.Width;
        int end = Math.Min(first + Panel.Width, Features);
        for (int i = 0; i < inputs.Length; i++)
        {
            int last = Math.Min(end, _starts[i] + InputShapes[i].Features);
            for (int feature = Math.Max(first, _starts[i]), count; feature < last; feature += count)
            {
                count = LaneRange.CountFrom(feature - _starts[i], last - _starts[i], out int panel, out int lane);
                LaneRange.Copy(
                    inputs[i].Panel(panel), Panel.Width, lane, output, Panel.Width, feature - first, count);
            }
        }
        ElementwiseKernels.ClearPadding(output, end - first);
    }

    /// <inheritdoc/>
    public override bool BackwardInput(
        int input, int part, LayerInput[] inputs, Span<float> gradient, WorkerScratch scratch)
    {
        int rows = gradient.Length / Panel.Width;
        int first = _starts[input] + part * Panel.Width;
        int used = UsedLanes(part, InputShapes[input].Features);
        for (int done = 0, count; done < used; done += count)
        {
            count = LaneRange.CountFrom(first + done, first + used, out int panel, out int lane);
            LaneRange.Copy(OutputGradient(panel, rows), Panel.Width, lane, gradient, Panel.Width, done, count);
        }
        ElementwiseKernels.ClearPadding(gradient, used);
        return true;
    }
}
