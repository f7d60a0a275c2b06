using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Sweeps;

/// <summary>Runs that need no network, and log files that clean up after themselves.</summary>
internal static class SweepSamples
{
    public static Dataset Data { get; } = RecipeSamples.Blank(1000);

    /// <summary>Recipes that differ by their seeds, from 1.</summary>
    public static IReadOnlyList<TrainingRecipe> Recipes(int count) =>
        new RecipeGrid(new() { ValidationCount = 0, Epochs = 3 })
            .Sweep(RecipeSettings.Seed, [.. Enumerable.Range(1, count)]).Expand();

    /// <summary>A finished run with figures that depend only on its recipe.</summary>
    public static TrainingResult Finish(TrainingRecipe recipe) =>
        (TrainingResult.CreateFailed(recipe, Data) with
        {
            RunStatus = RunStatus.Completed,
            Epochs = 3,
            Steps = 21,
            TestAccuracy = 1.0 / recipe.Seed,
            TrainLoss = 0.1 + 0.2,
            TestLoss = double.PositiveInfinity,
            Parameters = 1L << 40,
            Seconds = 1.5,
            SamplesPerSecond = double.PositiveInfinity,
            WeightHash = $"{recipe.Seed:x16}",
        }).WithHistory(
        [
            new(7, 1, 0.001, 2.5, double.NaN, double.NaN),
            new(21, 3, 1e-300, double.Epsilon, 0.25, 1.0 / 3),
        ]);

    /// <summary>Finishes a run of a sweep without training it.</summary>
    public static RunFunction FinishRun { get; } = (recipe, _, _, _) => Finish(recipe);

    public static ResultLogEntry Entry(TrainingRecipe recipe) =>
        new(Finish(recipe), RecipeJson.Write(recipe), Data.Fingerprint, MachineInfo.Current);

    /// <summary>The first line of a log.</summary>
    public static byte[] Header { get; } = [.. ResultLogLine.Header, (byte)'\n'];

    /// <summary>The bytes of a log of runs 1 to <paramref name="count"/>.</summary>
    public static byte[] LogBytes(int count) =>
        [.. Header, .. Recipes(count).SelectMany(recipe => ResultLogLine.Write(Entry(recipe)))];

    /// <summary>Asserts that two results are equal, learning curves included.</summary>
    public static void AssertSame(TrainingResult expected, TrainingResult actual)
    {
        Assert.Equal(expected.GetHistory(), actual.GetHistory());
        Assert.Equal(expected.GetDiagnostics(), actual.GetDiagnostics());
        Assert.Equal(WithoutLists(expected), WithoutLists(actual));

        static TrainingResult WithoutLists(TrainingResult result) =>
            result.WithHistory([]).WithDiagnostics([]).WithLogPath(null);
    }
}
