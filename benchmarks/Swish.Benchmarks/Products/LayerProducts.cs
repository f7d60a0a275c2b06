using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Networks.Layers;

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
    private readonly PanelBuffer _scratch;
    private readonly DenseInputGradient _backward;
    private readonly PanelBuffer _tile = new(Panel.Width, Panel.Width);

    public LayerProducts(int batch, int inputs, int outputs)
    {
        (_batch, _inputs, _outputs) = (batch, inputs, outputs);
        _input = Random(batch, inputs);
        LayerContext context = new(Spec(batch, inputs, outputs), new());
        ParameterBlock weights = context.AllocateWeights(inputs, outputs);
        _weights = weights.Values;
        Fill(_weights, inputs + outputs);
        _backward = new(context, weights, inputs);
        _scratch = new((int)_backward.ScratchLength);
        _outputGradient = Random(batch, outputs);
        (_output, _inputGradient) = (new(batch, outputs), new(batch, inputs));
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

    /// <summary>Computes the gradients of the inputs, with the transposes that they need.</summary>
    public void Backward()
    {
        for (int panel = 0; panel < Panel.Count(_outputs); panel++)
            _backward.Prepare(panel, _outputGradient.Panel(panel, _batch));
        for (int panel = 0; panel < Panel.Count(_inputs); panel++)
            _backward.Run(panel, _outputGradient, _inputGradient.Panel(panel, _batch), _scratch.Span);
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

    private static NetworkSpec Spec(int batch, int inputs, int outputs) => new()
    {
        Input = TensorShape.OfFeatures(inputs),
        Layers = new([new Swish.Networks.Specs.DenseSpec(outputs)]),
        BatchSize = batch,
        Initializer = InitializerKind.HeNormal,
        InitializerDeviation = 0.1,
        InitialBias = 0,
        Seed = 1,
        MomentCount = 0,
        Averages = false,
        KeepsWeightGradients = false,
    };

    private static PanelBuffer Random(int rows, int features)
    {
        PanelBuffer buffer = new(rows, features);
        Fill(buffer, rows + features);
        return buffer;
    }

    private static void Fill(PanelBuffer buffer, int seed)
    {
        System.Random random = new(seed);
        foreach (ref float value in buffer.Span) value = (float)(random.NextDouble() - 0.5);
    }
}
