using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;

namespace Swish.Benchmarks.Products;

/// <summary>
/// Represents the three products of a dense layer by this library, with its data in panels and without the update.
/// </summary>
internal sealed class LayerProducts
{
    private readonly int _batch;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly PanelBuffer _input;
    private readonly PanelBuffer _weights;
    private readonly PanelBuffer _output;
    private readonly PanelBuffer _outputGradient;
    private readonly PanelBuffer _inputGradient;
    private readonly PanelBuffer _transposed;
    private readonly PanelBuffer _tile = new(Panel.Width, Panel.Width);

    public LayerProducts(int batch, int inputs, int outputs)
    {
        (_batch, _inputs, _outputs) = (batch, inputs, outputs);
        _input = Random(batch, inputs);
        _weights = Random(inputs, outputs);
        _outputGradient = Random(batch, outputs);
        (_output, _inputGradient) = (new(batch, outputs), new(batch, inputs));
        _transposed = new(Panel.Width, outputs);
    }

    /// <summary>Computes the outputs from the inputs.</summary>
    public void Forward()
    {
        for (int panel = 0; panel < Panel.Count(_outputs); panel++)
            PanelGemm.Current.MatMul(
                _input.Span, _batch, _weights.Panel(panel, _inputs), _inputs, _output.Panel(panel, _batch),
                Used(_outputs, panel),
                new WeightPrefetcher(
                    _weights.Span, (panel + 1) * _inputs * Panel.Width, Panel.Width * Panel.Width, Panel.Count(_inputs)));
    }

    /// <summary>Computes the gradients of the inputs, with the transpose of the weights that they need.</summary>
    public void Backward()
    {
        for (int panel = 0; panel < Panel.Count(_inputs); panel++)
        {
            PanelTranspose.Run(_weights.Span, _inputs, _outputs, panel, _transposed.Span);
            PanelGemm.Current.MatMul(
                _outputGradient.Span, _batch, _transposed.Span, _outputs, _inputGradient.Panel(panel, _batch),
                Used(_inputs, panel),
                new WeightPrefetcher(
                    _weights.Span, (panel + 1) * Panel.Width * Panel.Width, _inputs * Panel.Width, Panel.Count(_outputs)));
        }
    }

    /// <summary>Computes the gradients of the weights, tile by tile, as the update takes them.</summary>
    public void Gradient()
    {
        for (int panel = 0; panel < Panel.Count(_outputs); panel++)
            for (int input = 0; input < Panel.Count(_inputs); input++)
            {
                int count = Used(_inputs, input);
                PanelGemm.Current.MatMulTransposed(
                    _input.Panel(input, _batch), count, _outputGradient.Panel(panel, _batch), _batch,
                    _tile.Span[..(count * Panel.Width)], Used(_outputs, panel), default);
            }
    }

    private static int Used(int features, int panel) => Math.Min(Panel.Width, features - panel * Panel.Width);

    private static PanelBuffer Random(int rows, int features)
    {
        PanelBuffer buffer = new(rows, features);
        System.Random random = new(rows + features);
        foreach (ref float value in buffer.Span) value = (float)(random.NextDouble() - 0.5);
        return buffer;
    }
}
