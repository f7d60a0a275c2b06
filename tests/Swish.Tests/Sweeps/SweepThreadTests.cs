using System.Collections.Concurrent;
using Swish.Data;
using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Sweeps;

/// <summary>Sweeps on a system that starts no further thread.</summary>
public sealed class SweepThreadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Thread 0 writes the log, and threads 1 to 3 train.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_thread_that_cannot_be_started_is_an_error_and_those_before_it_end(int failing)
    {
        string path = _folder.File("runs.jsonl");
        ConcurrentQueue<Thread> started = [];
        using (ResultLog log = ResultLog.Open(path))
        {
            Sweep sweep = new(
                SweepSamples.Recipes(5), SweepSamples.Data, new() { ThrottleLimit = 3, Log = log }, RunUntilCanceled)
            {
                StartThread = thread =>
                {
                    if (started.Count == failing) throw new InsufficientMemoryException();
                    started.Enqueue(thread);
                    thread.Start();
                },
            };
            SwishException error = Assert.Throws<SwishException>(
                () => sweep.Start(TestContext.Current.CancellationToken));
            Assert.Equal("ThreadUnavailable", error.ErrorId);
            Assert.Equal(ErrorKind.ResourceUnavailable, error.Kind);
            Assert.Equal(3, error.OffendingValue);
            Assert.Contains("-ThrottleLimit", error.Message, StringComparison.Ordinal);
            Assert.Equal(failing, started.Count);
            Assert.All(started, thread => Assert.False(thread.IsAlive));
        }
        Assert.Empty(ResultLogReader.Read(path));
        Assert.Equal(["runs.jsonl"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_run_that_finished_before_a_thread_could_not_be_started_is_in_the_log()
    {
        string path = _folder.File("runs.jsonl");
        using ManualResetEventSlim second = new();
        using (ResultLog log = ResultLog.Open(path))
        {
            int count = 0;
            Sweep sweep = new(SweepSamples.Recipes(5), SweepSamples.Data, new() { ThrottleLimit = 3, Log = log }, Run)
            {
                StartThread = thread =>
                {
                    if (count++ < 2)
                    {
                        thread.Start();
                        return;
                    }
                    second.Wait(TestContext.Current.CancellationToken);
                    throw new InsufficientMemoryException();
                },
            };
            Assert.Equal("ThreadUnavailable", Assert.Throws<SwishException>(
                () => sweep.Start(TestContext.Current.CancellationToken)).ErrorId);
        }
        Assert.Equal([1], ResultLogReader.Read(path).Select(entry => entry.Result.Seed));

        TrainingResult Run(TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
        {
            if (recipe.Seed == 1) return SweepSamples.Finish(recipe);
            second.Set();
            return RunUntilCanceled(recipe, data, options, token);
        }
    }

    private static TrainingResult RunUntilCanceled(
        TrainingRecipe recipe, Dataset data, TrainingOptions options, CancellationToken token)
    {
        token.WaitHandle.WaitOne();
        throw new OperationCanceledException(token);
    }
}
