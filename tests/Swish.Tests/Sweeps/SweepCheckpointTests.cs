using Swish.Recipes;
using Swish.Reproducibility;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;
using Swish.Training.Checkpoints;
using Xunit;

namespace Swish.Tests.Sweeps;

/// <summary>Checkpoints beside a result log: when they are used, and when they are deleted.</summary>
public sealed class SweepCheckpointTests : IDisposable
{
    private static readonly TrainingRecipe Recipe = new()
    {
        HiddenLayers = HiddenLayerList.Parse("20"),
        BatchSize = 41,
        Steps = 12,
        ValidationCount = 23,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly string _checkpoint;

    public SweepCheckpointTests()
    {
        _path = _folder.File("runs.jsonl");
        _checkpoint = $"{_path}.{RecipeFingerprint.Compute(Recipe, GoldenData.Patterns)}.checkpoint";
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(5)]
    [InlineData(0)]
    public void A_run_continues_and_its_checkpoint_is_deleted_when_it_is_in_the_log(int every)
    {
        TrainingResult whole = Trainer.Run(
            Recipe, GoldenData.Patterns, cancellationToken: TestContext.Current.CancellationToken);
        Leave();
        SweepOutcome outcome = Run(new() { CheckpointEvery = every });
        Assert.Equal(whole.WeightHash, outcome.Result.WeightHash);
        Assert.Equal(5, outcome.Checkpoint!.ResumedStep);
        Assert.Equal([_path], Directory.GetFiles(_folder.Path));
        Assert.True(Run(new()).FromLog);
    }

    [Fact]
    public void Without_a_checkpoint_none_is_looked_for_in_each_run() => Assert.Null(Run(new()).Checkpoint);

    [Fact]
    public void With_force_a_checkpoint_is_not_used()
    {
        Leave();
        SweepOutcome outcome = Run(new() { CheckpointEvery = 5, Force = true });
        Assert.Equal(0, outcome.Checkpoint!.ResumedStep);
        Assert.Equal([_path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_checkpoint_of_a_run_in_the_log_is_deleted()
    {
        Run(new());
        Leave();
        Assert.True(Run(new()).FromLog);
        Assert.Equal([_path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_in_the_place_of_a_checkpoint_is_kept()
    {
        Run(new());
        File.WriteAllText(_checkpoint, "my notes");
        Assert.True(Run(new()).FromLog);
        Assert.False(Run(new() { Force = true, CheckpointEvery = 5 }).FromLog);
        Assert.Equal("my notes", File.ReadAllText(_checkpoint));
    }

    [Fact]
    public void A_result_that_cannot_be_logged_keeps_its_checkpoint()
    {
        using SmallDisk disk = new(capacity: ResultLogLine.Header.Length + 1);
        using ResultLog log = ResultLog.Open(disk, _path);
        Sweep sweep = new([Recipe], GoldenData.Patterns, new() { Log = log, CheckpointEvery = 5 });
        SweepOutcome outcome = sweep.Run(TestContext.Current.CancellationToken).Single();
        Assert.Equal("ResultLogFull", outcome.LogError?.ErrorId);
        Assert.Equal([_checkpoint], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Without_a_log_a_checkpoint_is_in_the_folder_of_the_networks_until_its_network_is()
    {
        string networks = Path.Combine(_folder.Path, "networks"), id = RecipeFingerprint.Compute(Recipe, GoldenData.Patterns);
        Directory.CreateDirectory(networks);
        Leave(Path.Combine(networks, id + CheckpointFile.Extension));
        SweepOptions options = new() { NetworkFolder = networks, CheckpointEvery = 5 };
        SweepOutcome outcome = new Sweep([Recipe], GoldenData.Patterns, options)
            .Run(TestContext.Current.CancellationToken).Single();
        Assert.Equal(5, outcome.Checkpoint!.ResumedStep);
        Assert.Equal(
            Trainer.Run(Recipe, GoldenData.Patterns, null, TestContext.Current.CancellationToken).WeightHash, outcome.Result.WeightHash);
        Assert.Equal([Path.Combine(networks, id + ".onnx")], Directory.GetFiles(networks));
    }

    /// <summary>Leaves a checkpoint after five steps.</summary>
    private void Leave(string? path = null)
    {
        using CancellationTokenSource end = new();
        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Run(
            Recipe, GoldenData.Patterns,
            new()
            {
                Checkpoint = new(path ?? _checkpoint, 5),
                Progress = progress =>
                {
                    if (progress.Step == 7) end.Cancel();
                },
            },
            end.Token));
    }

    private SweepOutcome Run(SweepOptions options)
    {
        using ResultLog log = ResultLog.Open(_path);
        Sweep sweep = new([Recipe], GoldenData.Patterns, options with { Log = log });
        return sweep.Run(TestContext.Current.CancellationToken).Single();
    }
}
