using Swish.Activations;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Swish.Training;
using Swish.Training.Checkpoints;
using Xunit;

namespace Swish.Tests.Training.Checkpoints;

/// <summary>Runs that are ended and continue at their checkpoint, and checkpoints that must not be used.</summary>
public sealed class CheckpointTests : IDisposable
{
    // Everything that a checkpoint keeps: moments, averages, running statistics, learnable parameters of both kinds,
    // the best network, and diagnostics. Epochs have three steps.
    private static readonly TrainingRecipe Rich = new()
    {
        Activation = ActivationCatalog.Parse("Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}"),
        HiddenLayers = HiddenLayerList.Parse("40-33"),
        BatchSize = 41,
        LearningRate = 0.003,
        Steps = 60,
        ValidationCount = 23,
        EvaluateEvery = 4,
        Patience = 9,
        MovingAverageDecay = 0.9,
        BatchNormInterval = 1,
        Dropout = 0.2,
        GradientClip = 0.5,
        Diagnostic = true,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_run_that_is_ended_at_any_step_continues_to_the_same_bits()
    {
        TrainingResult whole = Train(Rich, null);
        System.Random random = new(1);
        for (int trial = 0; trial < 100; trial++)
        {
            string path = _folder.File($"{trial}.checkpoint");
            int every = random.Next(1, 12);
            int end = random.Next(1, whole.Steps);
            Assert.Null(TrainUntil(end, Rich, new(path, every)));
            CheckpointFile file = new(path, every);
            AssertSame(whole, Train(Rich, file));
            Assert.Equal(end / every * every, file.ResumedStep);
            Assert.Empty(file.Warnings);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_golden_run_continues_to_its_bits()
    {
        System.Random random = new(2);
        foreach (GoldenRun run in GoldenRuns.All)
        {
            TrainingResult whole = Train(run.Recipe, null, run.Dataset);
            if (whole.Steps < 2) continue;
            string path = _folder.File("golden.checkpoint");
            TrainUntil(random.Next(1, whole.Steps), run.Recipe, new(path, 1), run.Dataset);
            CheckpointFile file = new(path, 1);
            TrainingResult continued = Train(run.Recipe, file, run.Dataset);
            Assert.True(GoldenBits.Of(whole) == GoldenBits.Of(continued), $"'{run.Name}' continues to other bits.");
            Assert.True(file.ResumedStep > 0, $"'{run.Name}' did not continue.");
            file.Delete();
        }
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_run_that_is_ended_many_times_and_changes_its_threads_comes_to_the_same_bits()
    {
        TrainingResult whole = Train(Rich, null);
        string path = _folder.File("run.checkpoint");
        for (int end = 7; end < whole.Steps; end += 9)
            Assert.Null(TrainUntil(end, Rich, new(path, 3), threads: 1 + end % 3, skipZeros: end % 2 == 0));
        AssertSame(whole, Train(Rich, new(path, 3)));
    }

    [Fact]
    public void The_times_of_all_processes_are_added()
    {
        string path = _folder.File("run.checkpoint");
        TrainUntil(30, Rich, new(path, 10));
        Checkpoint saved = new CheckpointFile(path, 10).Read(RunId(Rich), _ => true)!;
        Assert.True(saved.TotalTime >= saved.TrainingTime && saved.TrainingTime > TimeSpan.Zero);
        // As if the steps before had taken hours.
        new CheckpointFile(path, 10).Write(RunId(Rich), saved with
        {
            TrainingTime = TimeSpan.FromHours(1),
            TotalTime = TimeSpan.FromHours(2),
        });
        TrainingResult result = Train(Rich, new(path, 10));
        Assert.InRange(result.Seconds, 7200, 7300);
        Assert.InRange(result.SamplesPerSecond, 0.5, (double)result.Steps * Rich.BatchSize / 3600);
    }

    [Fact]
    public void Reading_a_checkpoint_can_be_canceled_and_a_long_file_of_zeros_is_not_read()
    {
        string path = _folder.File("run.checkpoint");
        TrainUntil(30, Rich, new(path, 10));
        Assert.Throws<OperationCanceledException>(
            () => new CheckpointFile(path, 10).Read(RunId(Rich), _ => true, new CancellationToken(canceled: true)));
        Assert.NotNull(new CheckpointFile(path, 10).Read(RunId(Rich), _ => true, TestContext.Current.CancellationToken));
        // A sparse file, which takes no space. It may be of use to someone, and stays.
        using (FileStream file = File.Create(path)) file.SetLength((1L << 30) + 1);
        CheckpointFile zeros = new(path, 10);
        Assert.Null(zeros.Read(RunId(Rich), _ => true, TestContext.Current.CancellationToken));
        Assert.Contains("it is not a checkpoint", Assert.Single(zeros.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_never_used()
    {
        TrainingRecipe recipe = Rich with { HiddenLayers = HiddenLayerList.Parse("2") };
        TrainingResult whole = Train(recipe, null);
        string path = _folder.File("run.checkpoint");
        TrainUntil(30, recipe, new(path, 10));
        byte[] good = File.ReadAllBytes(path);
        System.Random random = new(3);
        // A file with other bytes at its beginning is not a checkpoint; see the next test.
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] damaged = [.. good];
            damaged[random.Next(CheckpointFormat.Mark.Length + 4, good.Length)] ^= (byte)(1 << random.Next(8));
            AssertDamaged(damaged);
            AssertDamaged(good[..random.Next(CheckpointFormat.Mark.Length + 4, good.Length)]);
        }
        AssertDamaged([]);
        AssertDamaged(new byte[good.Length]);
        AssertDamaged([.. good, 0]);
        // The hash is right, but the first name has a negative length.
        byte[] state = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, .. good[(CheckpointFormat.Mark.Length + 36)..]];
        byte[] hash = System.Security.Cryptography.SHA256.HashData(state);
        byte[] signed = [.. good[..(CheckpointFormat.Mark.Length + 4)], .. hash, .. state];
        Assert.Throws<InvalidDataException>(() => CheckpointFormat.Read(new MemoryStream(signed), RunId(recipe)));
        AssertDamaged(signed);
        File.WriteAllBytes(path, good[..^1]);
        CheckpointFile file = new(path, 10);
        AssertSame(whole, Train(recipe, file));
        Assert.Equal(0, file.ResumedStep);
        Assert.Contains("The run started from its first step.", Assert.Single(file.Warnings), StringComparison.Ordinal);
        Assert.NotEqual(good[..^1], File.ReadAllBytes(path));

        void AssertDamaged(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            CheckpointFile damaged = new(path, 0);
            Assert.Null(damaged.Read(RunId(recipe), _ => true));
            Assert.Single(damaged.Warnings);
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("text behind zeros")]
    [InlineData("another version")]
    [InlineData("another run")]
    public void A_file_that_is_not_a_checkpoint_of_the_run_is_not_changed(string kind)
    {
        string path = _folder.File("run.checkpoint");
        TrainingRecipe other = Rich with { Seed = 2 };
        TrainUntil(30, other, new(path, 10));
        byte[] bytes = kind switch
        {
            "text" => "my notes"u8.ToArray(),
            "text behind zeros" => [.. new byte[CheckpointFormat.Mark.Length], .. "my notes"u8],
            _ => File.ReadAllBytes(path),
        };
        if (kind == "another version") bytes[CheckpointFormat.Mark.Length]++;
        File.WriteAllBytes(path, bytes);
        CheckpointFile file = new(path, 10);
        AssertSame(Train(Rich, null), Train(Rich, file));
        file.Delete();
        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Contains("to keep the file", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_the_run_that_does_not_fit_its_network_is_not_used()
    {
        string path = _folder.File("run.checkpoint");
        TrainUntil(30, Rich, new(path, 10));
        Checkpoint saved = new CheckpointFile(path, 10).Read(RunId(Rich), _ => true)!;
        (string, float[])[] tensors = [.. saved.Network.Tensors];
        foreach (Checkpoint wrong in (Checkpoint[])[
            saved with { Network = new(tensors.Length - 1, tensors[1..]) },
            saved with { BestNetwork = saved.Network },
            saved with { Step = 0 },
            saved with { Step = 60 },
            saved with { EpochLosses = [1] },
        ])
        {
            new CheckpointFile(path, 10).Write(RunId(Rich), wrong);
            CheckpointFile file = new(path, 0);
            AssertSame(Train(Rich, null), Train(Rich, file));
            Assert.Contains("does not fit", Assert.Single(file.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_does_not_end_the_run()
    {
        CheckpointFile file = new(Path.Combine(_folder.Path, "missing", "run.checkpoint"), 5);
        AssertSame(Train(Rich, null), Train(Rich, file));
        Assert.Contains("could not be written at step 5", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_write_leaves_the_checkpoint_before_and_no_other_file()
    {
        string path = _folder.File("run.checkpoint", [1, 2, 3]);
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(4);
            throw new IOException("No space left on device");
        }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_write_that_is_canceled_leaves_the_checkpoint_before_and_no_other_file()
    {
        string path = _folder.File("run.checkpoint");
        TrainUntil(30, Rich, new(path, 10));
        byte[] before = File.ReadAllBytes(path);
        CheckpointFile file = new(path, 10);
        Checkpoint checkpoint = file.Read(RunId(Rich), _ => true)!;
        Assert.Throws<OperationCanceledException>(
            () => file.Write(RunId(Rich), checkpoint with { Step = 40 }, new CancellationToken(canceled: true)));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void With_force_a_run_starts_from_its_first_step()
    {
        string path = _folder.File("run.checkpoint");
        TrainUntil(30, Rich, new(path, 10));
        CheckpointFile file = new(path, 10, mayResume: false);
        AssertSame(Train(Rich, null), Train(Rich, file));
        Assert.Equal(0, file.ResumedStep);
        Assert.Empty(file.Warnings);
    }

    private static string RunId(TrainingRecipe recipe) => RecipeFingerprint.Compute(recipe, GoldenData.Patterns);

    private static TrainingResult Train(
        TrainingRecipe recipe, CheckpointFile? file, Swish.Data.Dataset? dataset = null) =>
        Trainer.Run(
            recipe, dataset ?? GoldenData.Patterns, new() { Checkpoint = file }, TestContext.Current.CancellationToken);

    /// <summary>Trains until a step is done, after which nothing more is written, as if the process were gone.</summary>
    private static TrainingResult? TrainUntil(
        int step, TrainingRecipe recipe, CheckpointFile file, Swish.Data.Dataset? dataset = null, int threads = 1,
        bool? skipZeros = null)
    {
        using CancellationTokenSource end = new();
        TrainingOptions options = new()
        {
            Checkpoint = file,
            Threads = threads,
            SkipZeros = skipZeros,
            Progress = progress =>
            {
                if (progress.Step > step) end.Cancel();
                end.Token.ThrowIfCancellationRequested();
            },
        };
        try
        {
            return Trainer.Run(recipe, dataset ?? GoldenData.Patterns, options, end.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static void AssertSame(TrainingResult expected, TrainingResult actual)
    {
        Assert.True(expected.WeightHash.Length > 0);
        SweepSamples.AssertSame(
            expected with { Seconds = 0, SamplesPerSecond = 0 }, actual with { Seconds = 0, SamplesPerSecond = 0 });
    }
}
