using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Tests.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Sweeps;

/// <summary>Sweeps with a result log.</summary>
public sealed class SweepLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_result_is_on_the_disk_before_it_comes_out()
    {
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        Sweep sweep = new(
            SweepSamples.Recipes(20), SweepSamples.Data, new() { ThrottleLimit = 3, Log = log }, SweepSamples.FinishRun);
        foreach (SweepOutcome outcome in sweep.Run(TestContext.Current.CancellationToken))
            Assert.Contains(outcome.Result.RunId, ResultLogReader.Read(path).Select(e => e.Result.RunId));
    }

    [Fact]
    public void The_same_command_again_does_only_what_is_missing_and_gives_everything_in_order()
    {
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
            Assert.Equal(5, Complete(log, SweepSamples.Recipes(10).Where(r => r.Seed % 2 == 0), out List<int> _).Count);
        using (ResultLog log = ResultLog.Open(path))
        {
            List<SweepOutcome> outcomes = Complete(log, SweepSamples.Recipes(10), out List<int> done);
            Assert.Equal([1, 3, 5, 7, 9], done.Order());
            Assert.Equal(Enumerable.Range(1, 10), outcomes.Select(o => o.Result.Seed));
            Assert.Equal(outcomes.Select(o => o.Result.Seed % 2 == 0), outcomes.Select(o => o.FromLog));
            foreach (SweepOutcome outcome in outcomes)
                SweepSamples.AssertSame(SweepSamples.Finish(SweepSamples.Recipes(10)[outcome.Index]), outcome.Result);
        }
        using (ResultLog log = ResultLog.Open(path))
        {
            Assert.Equal(10, Complete(log, SweepSamples.Recipes(10), out List<int> done).Count(o => o.FromLog));
            Assert.Empty(done);
        }
        Assert.Equal(10, ResultLogReader.Read(path).Count());
    }

    [Fact]
    public void Force_does_all_runs_again()
    {
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        Complete(log, SweepSamples.Recipes(3), out List<int> _);
        Assert.DoesNotContain(Complete(log, SweepSamples.Recipes(3), out List<int> done, force: true), o => o.FromLog);
        Assert.Equal([1, 2, 3], done.Order());
        Assert.Equal(3, log.Count);
    }

    [Fact]
    public void A_log_of_other_data_is_no_log_of_these()
    {
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        Complete(log, SweepSamples.Recipes(2), out List<int> _);
        Sweep other = new(
            SweepSamples.Recipes(2), RecipeSamples.Blank(1000, "other"), new() { Log = log }, SweepSamples.FinishRun);
        Assert.Equal([0, 1], other.Missing);
    }

    [Fact]
    public void A_full_disk_loses_no_result()
    {
        using SmallDisk disk = new(capacity: SweepSamples.LogBytes(2).Length);
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        Sweep sweep = new(
            SweepSamples.Recipes(4), SweepSamples.Data, new() { ThrottleLimit = 1, Log = log }, SweepSamples.FinishRun);
        List<SweepOutcome> outcomes = [.. sweep.Run(TestContext.Current.CancellationToken)];
        Assert.Equal([1, 2, 3, 4], outcomes.Select(o => o.Result.Seed));
        Assert.Equal([null, null, "ResultLogFull", "ResultLogFull"], outcomes.Select(o => o.LogError?.ErrorId));
        Assert.All(outcomes, o => Assert.Equal(RunStatus.Completed, o.Result.RunStatus));
        Assert.Equal(SweepSamples.LogBytes(2), disk.ToArray());
    }

    [Fact]
    public void A_log_that_was_closed_loses_no_result_and_not_the_process()
    {
        ResultLog log = ResultLog.Open(_folder.File("runs.jsonl"));
        Sweep sweep = new(
            SweepSamples.Recipes(2), SweepSamples.Data, new() { ThrottleLimit = 1, Log = log }, SweepSamples.FinishRun);
        log.Dispose();
        List<SweepOutcome> outcomes = [.. sweep.Run(TestContext.Current.CancellationToken)];
        Assert.Equal([1, 2], outcomes.Select(o => o.Result.Seed));
        Assert.All(outcomes, o => Assert.Equal("ResultLogWriteFailed", o.LogError?.ErrorId));
    }

    [Fact]
    public void What_has_finished_is_in_the_log_when_the_sweep_is_canceled()
    {
        string path = _folder.File("runs.jsonl");
        using CountdownEvent finished = new(1);
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            // Run 1 never ends, so that run 2 cannot come out.
            if (recipe.Seed != 2)
            {
                if (recipe.Seed == 3) finished.Signal();
                token.WaitHandle.WaitOne();
            }
            if (recipe.Seed != 2) token.ThrowIfCancellationRequested();
            return SweepSamples.Finish(recipe);
        }
        using (ResultLog log = ResultLog.Open(path))
        using (SweepRun running = new Sweep(
            SweepSamples.Recipes(9), SweepSamples.Data, new() { ThrottleLimit = 2, Log = log },
                Run).Start(TestContext.Current.CancellationToken))
            finished.Wait(TestContext.Current.CancellationToken);
        Assert.Equal([2], ResultLogReader.Read(path).Select(e => e.Result.Seed));
    }

    private static List<SweepOutcome> Complete(
        ResultLog log, IEnumerable<TrainingRecipe> recipes, out List<int> done, bool force = false)
    {
        List<int> seeds = [];
        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            lock (seeds) seeds.Add(recipe.Seed);
            return SweepSamples.Finish(recipe);
        }
        List<SweepOutcome> outcomes = [.. new Sweep(
            [.. recipes], SweepSamples.Data, new() { ThrottleLimit = 2, Log = log, Force = force }, Run).Run()];
        done = seeds;
        return outcomes;
    }
}
