using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Trains a recipe with this library.</summary>
internal sealed class SwishTraining : ITraining
{
    private readonly TrainingRun _run;

    public SwishTraining(TrainingRecipe recipe, Dataset dataset, int threads, bool? skipZeros) =>
        _run = new(recipe, dataset, new() { Threads = threads, SkipZeros = skipZeros }, CancellationToken.None);

    public void Step()
    {
        if (!_run.Step()) throw new InvalidOperationException($"Our run diverged after {_run.StepsDone} steps.");
    }

    public double StepWithLoss()
    {
        Step();
        return _run.Loss;
    }

    public void Dispose() => _run.Dispose();
}
