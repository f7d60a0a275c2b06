using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;

namespace Swish.Reproducibility;

/// <summary>A run that writes checkpoints nearly all of the time, for a process that is killed.</summary>
public static class CheckpointRun
{
    private static readonly TrainingRecipe Recipe = new()
    {
        HiddenLayers = HiddenLayerList.Parse("256x2"),
        BatchSize = 41,
        Steps = 200,
        ValidationCount = 23,
        EvaluateEvery = 7,
        MovingAverageDecay = 0.9,
        BatchNormInterval = 1,
        Dropout = 0.1,
        Optimizer = OptimizerKind.Adam,
    };

    /// <summary>Does the run, or what is left of it.</summary>
    /// <param name="path">The result log, beside which the checkpoint is.</param>
    /// <param name="every">The number of steps between checkpoints; 0 for none.</param>
    /// <returns>The bits of the result.</returns>
    public static GoldenBits Do(string path, int every)
    {
        using ResultLog log = ResultLog.Open(path);
        SweepOptions options = new() { Threads = 1, Log = log, CheckpointEvery = every };
        return GoldenBits.Of(new Sweep([Recipe], GoldenData.Patterns, options).Run().Single().Result);
    }
}
