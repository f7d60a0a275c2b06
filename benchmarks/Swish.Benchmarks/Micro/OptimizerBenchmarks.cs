using BenchmarkDotNet.Attributes;
using Swish.Networks;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Benchmarks.Micro;

/// <summary>Measures the update of the weights of a 500 × 500 layer, for each optimizer.</summary>
public class OptimizerBenchmarks
{
    private const int Size = 500;

    private Optimizer? _update;
    private ParameterBlock? _block;
    private float[] _gradient = [];

    [ParamsAllValues]
    public OptimizerKind Kind { get; set; }

    [Params(false, true)]
    public bool MovingAverage { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        TrainingRecipe recipe = new() { Optimizer = Kind, MovingAverageDecay = MovingAverage ? 0.99 : 0 };
        _update = new(recipe);
        _block = new(
            ParameterKind.Weight, layer: 0, "weight", rows: Size, features: Size,
            new(Optimizer.MomentCount(Kind), MovingAverage, Gradient: false), new());
        System.Random random = new(1);
        _gradient = new float[_block.Values.Length];
        foreach (ref float value in _gradient.AsSpan()) value = (float)(random.NextDouble() - 0.5);
        _update.BeginStep(rate: 1e-6, stepsDone: 1);
    }

    [Benchmark]
    public void Update() => _update!.Apply(_block!, 0, _gradient);
}
