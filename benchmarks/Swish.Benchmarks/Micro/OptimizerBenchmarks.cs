using BenchmarkDotNet.Attributes;
using Swish.Networks;
using Swish.Training;

namespace Swish.Benchmarks.Micro;

/// <summary>
/// The pass that turns a gradient into a step, over the weights of a layer of 500 × 500, for each optimizer.
/// </summary>
public class OptimizerBenchmarks
{
    private const int Size = 500;

    private Optimizer? _update;
    private ParameterBlock? _block;
    private float[] _gradient = [];

    [ParamsAllValues]
    public OptimizerKind Optimizer { get; set; }

    [Params(false, true)]
    public bool MovingAverage { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        TrainingRecipe recipe = new() { Optimizer = Optimizer, MovingAverageDecay = MovingAverage ? 0.99 : 0 };
        _update = new(recipe);
        _block = new(ParameterKind.Weight, layer: 0, rows: Size, features: Size,
            Optimizer.MomentCount(Optimizer), MovingAverage, keepsGradient: false);
        Random random = new(1);
        _gradient = new float[_block.Values.Length];
        foreach (ref float value in _gradient.AsSpan()) value = (float)(random.NextDouble() - 0.5);
        _update.BeginStep(rate: 1e-6, stepsDone: 1);
    }

    [Benchmark]
    public void Update() => _update!.Apply(_block!, 0, _gradient);
}
