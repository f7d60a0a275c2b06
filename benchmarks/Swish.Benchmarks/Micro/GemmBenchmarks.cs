using BenchmarkDotNet.Attributes;
using Swish.Benchmarks.Products;
using Swish.Kernels.Gemm;
using Swish.Kernels.Memory;
using Swish.Kernels.Optimizers;
using Swish.Networks;

namespace Swish.Benchmarks.Micro;

/// <summary>
/// Measures the three matrix products of a dense layer with batch size 100 and 500 × 500 weights, compared with the
/// same number of multiply-adds on registers only: 1/ratio is the fraction of the processor's peak.
/// </summary>
public class GemmBenchmarks
{
    private const int Batch = 100;
    private const int Inputs = 500;
    private const int Outputs = 500;

    private readonly long _multiplied = Inputs * Outputs;
    private readonly LayerProducts _products = new(Batch, Inputs, Outputs);
    private readonly PanelBuffer _input = Filled(Batch, Inputs);
    private readonly ParameterBlock _block = new(
        ParameterKind.Weight, layer: 0, "weight", Inputs, Outputs, new(0, Average: true, Gradient: false), new());
    private readonly PanelBuffer _errors = Filled(Batch, Outputs);
    private readonly PanelBuffer _gradient = new(Panel.Width, Panel.Width);

    [GlobalSetup]
    public void Prepare()
    {
        System.Random random = new(1);
        _block.Set([.. Enumerable.Range(0, Inputs * Outputs).Select(_ => (float)(random.NextDouble() - 0.5))]);
    }

    [Benchmark(Baseline = true)]
    public float Peak() => FmaPeak.Run((long)Batch * _multiplied);

    [Benchmark]
    public void Forward() => _products.Forward();

    [Benchmark]
    public void BackwardToInput() => _products.Backward();

    [Benchmark]
    public void WeightGradientAndUpdate()
    {
        for (int panel = 0; panel < Panel.Count(Outputs); panel++)
            for (int input = 0; input < Panel.Count(Inputs); input++)
            {
                int count = Used(Inputs, input);
                Span<float> gradient = _gradient.Span[..(count * Panel.Width)];
                int offset = (panel * Inputs + input * Panel.Width) * Panel.Width;
                PanelGemm.Current.MatMulTransposed(
                    _input.Panel(input, Batch), count, _errors.Panel(panel, Batch), Batch, gradient,
                    Used(Outputs, panel), _block.PrefetchFrom(offset + Panel.Width * Panel.Width));
                OptimizerKernel<SgdRule>.Current.Run(
                    new SgdRule(1e-9f), _block.Values.Span.Slice(offset, gradient.Length), gradient, default, default,
                    _block.Average!.Span.Slice(offset, gradient.Length), decay: 1e-4f, share: 0.01f);
            }
    }

    private static int Used(int features, int panel) => Math.Min(Panel.Width, features - panel * Panel.Width);

    private static PanelBuffer Filled(int rows, int features)
    {
        PanelBuffer buffer = new(rows, features);
        System.Random random = new(rows + features);
        foreach (ref float value in buffer.Span) value = (float)(random.NextDouble() - 0.5);
        return buffer;
    }
}
