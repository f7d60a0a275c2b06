using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Sweeps;

public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_come_in_the_order_of_the_grid_whatever_finished_first()
    {
        // Run 1 ends only when runs 2 and 3 have.
        using CountdownEvent others = new(2);
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            if (recipe.Seed == 1) others.Wait(token);
            else if (recipe.Seed <= 3) others.Signal();
            return SweepSamples.Finish(recipe);
        }
        Sweep sweep = new(SweepSamples.Recipes(20), SweepSamples.Data, new() { ThrottleLimit = 3 }, Run);
        List<SweepOutcome> outcomes = [.. sweep.Run(TestContext.Current.CancellationToken)];
        Assert.Equal(Enumerable.Range(0, 20), outcomes.Select(o => o.Index));
        Assert.Equal(Enumerable.Range(1, 20), outcomes.Select(o => o.Result.Seed));
        Assert.All(outcomes, o => Assert.True(o is { Error: null, LogError: null, FromLog: false }));
    }

    [Fact]
    public void A_result_comes_out_before_those_after_it_are_done()
    {
        using ManualResetEventSlim taken = new();
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            if (recipe.Seed > 1) taken.Wait(token);
            return SweepSamples.Finish(recipe);
        }
        Sweep sweep = new(SweepSamples.Recipes(4), SweepSamples.Data, new() { ThrottleLimit = 2 }, Run);
        using SweepRun running = sweep.Start(TestContext.Current.CancellationToken);
        Assert.Equal(0, running.Take(Timeout.InfiniteTimeSpan)!.Index);
        Assert.Null(running.Take(TimeSpan.Zero));
        taken.Set();
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => running.Take(Timeout.InfiniteTimeSpan)!.Index));
        Assert.True(running.IsDone);
        Assert.Null(running.Take(Timeout.InfiniteTimeSpan));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    [InlineData(50, 8)]
    public void At_most_the_throttle_limit_runs_at_once_and_runs_start_in_order(int limit, int most)
    {
        int running = 0;
        int peak = 0;
        List<int> started = [];
        using Barrier together = new(most);
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            lock (started)
            {
                started.Add(recipe.Seed);
                peak = Math.Max(peak, ++running);
            }
            if (recipe.Seed <= most) together.SignalAndWait(token);
            lock (started) running--;
            return SweepSamples.Finish(recipe);
        }
        Sweep sweep = new(SweepSamples.Recipes(8), SweepSamples.Data, new() { ThrottleLimit = limit }, Run);
        Assert.Equal(8, sweep.Run(TestContext.Current.CancellationToken).Count());
        Assert.Equal(most, peak);
        Assert.Equal(Enumerable.Range(1, most), started.Take(most).Order());
        if (limit == 1) Assert.Equal(Enumerable.Range(1, 8), started);
    }

    [Fact]
    public void Processors_are_shared_out_among_the_runs_at_once()
    {
        int Threads(int runs, int throttle, int? threads = null) =>
            new Sweep(SweepSamples.Recipes(runs), SweepSamples.Data,
                new() { ThrottleLimit = throttle, Threads = threads }, NoRun).ThreadsPerRun;
        int processors = Environment.ProcessorCount;
        Assert.Equal(processors, Threads(1, 64));
        Assert.Equal(processors, Threads(9, 1));
        Assert.Equal(1, Threads(2000, 1000));
        Assert.Equal(7, Threads(5, 5, threads: 7));
    }

    [Theory]
    [InlineData(1, "8", 1)]
    [InlineData(1, "32-16", 1)]
    [InlineData(1, "33", 2)]
    [InlineData(1, "16-64-8", 2)]
    [InlineData(5, "8", 5, 5)]
    public void A_lone_run_has_no_more_threads_than_its_widest_layer_has_panels(
        int runs, string layers, int most, int? asked = null)
    {
        TrainingRecipe[] recipes = [.. SweepSamples.Recipes(runs)
            .Select(r => r with { HiddenLayers = HiddenLayerList.Parse(layers) })];
        Sweep sweep = new(recipes, SweepSamples.Data, new() { ThrottleLimit = 1, Threads = asked }, NoRun);
        Assert.InRange(new Sweep(recipes, SweepSamples.Data, new() { Threads = 4096 }, NoRun).ThreadsFor(recipes[0]),
            most, Math.Max(most, Math.Max(16, Environment.ProcessorCount)));
        Assert.Equal(asked ?? Math.Min(most, Environment.ProcessorCount), sweep.ThreadsFor(recipes[0]));
    }

    [Theory]
    [InlineData(0, "First layer: sparse; pixels that are zero are skipped.")]
    [InlineData(1, "First layer: sparse; pixels that are zero are skipped, except in 1 of 2 runs, because ")]
    [InlineData(2, "First layer: dense, because ")]
    public void Explains_in_which_runs_zeros_are_skipped(int dense, string sentence)
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(2);
        int pixels = SweepSamples.Data.InputCount;
        TrainingRecipe standardized = recipes[0] with { Standardize = true };
        TrainingRecipe residual = recipes[1] with { Residual = true, HiddenLayers = new([pixels, pixels]) };
        TrainingRecipe[] swept = [dense > 0 ? standardized : recipes[0], dense > 1 ? residual : recipes[1]];
        Assert.Contains(new Sweep(swept, SweepSamples.Data, new(), NoRun).Explain(),
            line => line.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_ends_only_its_run_and_is_reported_with_it()
    {
        static TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options,
            CancellationToken token) =>
            recipe.Seed switch
            {
                2 => throw new InvalidOperationException("Something broke."),
                4 => throw new SwishException("SomeId", ErrorKind.InvalidData, "Rejected."),
                6 => throw new InsufficientMemoryException(),
                5 => SweepSamples.Finish(recipe) with { RunStatus = RunStatus.Diverged },
                _ => SweepSamples.Finish(recipe),
            };
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            Sweep sweep = new(SweepSamples.Recipes(7), SweepSamples.Data, new() { ThrottleLimit = 2, Log = log }, Run);
            List<SweepOutcome> outcomes = [.. sweep.Run(TestContext.Current.CancellationToken)];
            Assert.Equal(
                [RunStatus.Completed, RunStatus.Failed, RunStatus.Completed, RunStatus.Failed, RunStatus.Diverged,
                    RunStatus.Failed, RunStatus.Completed],
                outcomes.Select(o => o.Result.RunStatus));
            Assert.Equal("RunFailed", outcomes[1].Error!.ErrorId);
            Assert.Contains("Something broke.", outcomes[1].Error!.Message, StringComparison.Ordinal);
            Assert.Equal("SomeId", outcomes[3].Error!.ErrorId);
            Assert.Equal("MemoryUnavailable", outcomes[5].Error!.ErrorId);
            Assert.Equal(2, outcomes[1].Result.Seed);
            Assert.True(double.IsNaN(outcomes[1].Result.TestAccuracy));
        }
        // A failed run is not in the log, so that it is done again; a diverged one would only diverge again.
        Assert.Equal([1, 3, 5, 7], ResultLogReader.Read(path).Select(e => e.Result.Seed).Order());
    }

    [Fact]
    public void Cancelling_ends_the_runs_under_way_and_nothing_keeps_running()
    {
        using CountdownEvent begun = new(2);
        int ended = 0;
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            begun.Signal();
            token.WaitHandle.WaitOne();
            Interlocked.Increment(ref ended);
            token.ThrowIfCancellationRequested();
            return SweepSamples.Finish(recipe);
        }
        Sweep sweep = new(SweepSamples.Recipes(100), SweepSamples.Data, new() { ThrottleLimit = 2 }, Run);
        using CancellationTokenSource cancel = new();
        using (SweepRun running = sweep.Start(cancel.Token))
        {
            begun.Wait(TestContext.Current.CancellationToken);
            Exception? thrown = null;
            Thread taker = new(() => thrown = Record.Exception(() => running.Take(Timeout.InfiniteTimeSpan)));
            taker.Start();
            cancel.Cancel();
            taker.Join();
            Assert.IsType<OperationCanceledException>(thrown);
        }
        Assert.Equal(2, ended);
    }

    [Fact]
    public void Taking_the_first_few_results_ends_the_rest()
    {
        int begun = 0;
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            if (Interlocked.Increment(ref begun) > 3) token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
            return SweepSamples.Finish(recipe);
        }
        Sweep sweep = new(SweepSamples.Recipes(100), SweepSamples.Data, new() { ThrottleLimit = 1 }, Run);
        Assert.Equal(3, sweep.Run(TestContext.Current.CancellationToken).Take(3).Count());
        Assert.InRange(begun, 3, 4);
    }

    [Fact]
    public void Progress_counts_runs_and_tells_the_steps_of_those_under_way()
    {
        using ManualResetEventSlim half = new();
        using ManualResetEventSlim goOn = new();
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            if (recipe.Seed == 3)
            {
                options.Progress!(new(50, 100, 0.5, 0.75));
                half.Set();
                goOn.Wait(token);
            }
            return SweepSamples.Finish(recipe);
        }
        Sweep sweep = new(SweepSamples.Recipes(4), SweepSamples.Data, new() { ThrottleLimit = 1 }, Run);
        using SweepRun running = sweep.Start(TestContext.Current.CancellationToken);
        half.Wait(TestContext.Current.CancellationToken);
        SweepProgress progress = running.GetProgress();
        Assert.Equal(4, progress.Runs);
        Assert.Equal(2, progress.Done);
        Assert.Equal(2.5 / 4, progress.Fraction, 9);
        RunProgress run = Assert.Single(progress.Running);
        Assert.Equal((0, 2, 3), (run.Worker, run.Index, run.Recipe.Seed));
        Assert.Equal(new(50, 100, 0.5, 0.75), run.Training);
        goOn.Set();
        while (!running.IsDone) running.Take(Timeout.InfiniteTimeSpan);
        SweepProgress end = running.GetProgress();
        Assert.Equal((4, 1.0, 0), (end.Done, end.Fraction, end.Running.Count));
    }

    [Fact]
    public void The_same_run_twice_is_rejected()
    {
        SwishException error = Assert.Throws<SwishException>(() => new Sweep(
            [.. SweepSamples.Recipes(3), SweepSamples.Recipes(2)[1]], SweepSamples.Data, null, NoRun));
        Assert.Equal("DuplicateRun", error.ErrorId);
        Assert.Contains("Runs 2 and 4 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_their_description_does_not_tell_apart_are_still_two()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        Assert.Equal(2, new Sweep([recipe, recipe with { L2 = 0.25 }], SweepSamples.Data, null, NoRun).Missing.Count);
    }

    [Fact]
    public void What_cannot_run_is_rejected_before_anything_runs()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        Assert.Equal("BatchLargerThanTrainingSet", Rejection(recipe with { Seed = 2, BatchSize = 2000 }));
        Assert.Equal("NetworkTooLarge", Rejection(recipe with { HiddenLayers = HiddenLayerList.Uniform(99, 1_000_000) }));
        Assert.Equal("InvalidThrottleLimit", Rejection(recipe, new() { ThrottleLimit = 0 }));
        Assert.Equal("InvalidThread", Rejection(recipe, new() { Threads = -1 }));

        static string Rejection(TrainingRecipe second, SweepOptions? options = null) => Assert.Throws<SwishException>(
            () => new Sweep([SweepSamples.Recipes(9)[8], second], SweepSamples.Data, options, NoRun)).ErrorId;
    }

    [Fact]
    public void A_sweep_of_no_runs_is_done() =>
        Assert.Empty(new Sweep([], SweepSamples.Data, null, NoRun).Run(TestContext.Current.CancellationToken));

    [Fact]
    public void Runs_that_do_not_fit_the_memory_together_wait_for_each_other()
    {
        using MemoryBudget budget = new(100);
        Assert.True(budget.Reserve(1000, CancellationToken.None));
        using CancellationTokenSource cancel = new();
        cancel.Cancel();
        Assert.False(budget.Reserve(1, cancel.Token));
        bool taken = false;
        Thread waiting = new(() => taken = budget.Reserve(60, CancellationToken.None));
        waiting.Start();
        budget.Release(1000);
        waiting.Join();
        Assert.True(taken);
        Assert.True(budget.Reserve(40, CancellationToken.None));
        Assert.False(budget.Reserve(1, cancel.Token));
    }

    [Fact]
    public void The_memory_of_the_networks_is_four_fifths_of_the_limit_without_the_data_set_and_what_else_is_used()
    {
        // Bytes may be held in compressed form as well.
        double data = 1.0 * SweepSamples.Data.InputCount * (1000 + SweepSamples.Data.Test.Count);
        Assert.Equal(0.8 * (1 << 30) - 2 * data, SweepMemory.Available(1 << 30, used: 0, SweepSamples.Data));
        Assert.Equal(
            0.8 * (1 << 30) - (100 << 20) - data, SweepMemory.Available(1 << 30, used: 100 << 20, SweepSamples.Data));
        Assert.Equal(0, SweepMemory.Available(1000, used: 0, SweepSamples.Data));
    }

    private static TrainingResult NoRun(
        TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token) =>
        throw new InvalidOperationException("Nothing should have run.");
}
