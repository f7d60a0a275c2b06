using Swish.Parallelism;
using Xunit;

namespace Swish.Tests.Parallelism;

/// <summary>
/// Tests that a parallel loop runs each item exactly once, whichever threads take part, and never in a later loop.
/// </summary>
public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Each_item_of_each_loop_runs_once(int size)
    {
        using WorkerTeam team = new(size, TestContext.Current.CancellationToken);
        for (int loop = 0; loop < 2_000; loop++)
        {
            int[] done = new int[loop % 37];
            // Each loop has its own array, so an item that ran too late would be missing here.
            team.Run(done.Length, (item, _) => Interlocked.Increment(ref done[item]));
            Assert.All(done, static times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void No_two_threads_share_an_index_at_the_same_time()
    {
        const int size = 4;
        using WorkerTeam team = new(size, TestContext.Current.CancellationToken);
        int[] inside = new int[size];
        int collisions = 0;
        for (int loop = 0; loop < 500; loop++)
        {
            team.Run(64, (_, worker) =>
            {
                if (Interlocked.Increment(ref inside[worker]) > 1) Interlocked.Increment(ref collisions);
                Thread.SpinWait(20);
                Interlocked.Decrement(ref inside[worker]);
            });
        }
        Assert.Equal(0, collisions);
    }

    [Fact]
    public void A_loop_whose_items_end_in_their_midst_on_any_thread_is_canceled()
    {
        using CancellationTokenSource cancel = new();
        using WorkerTeam team = new(2, cancel.Token);
        using Barrier barrier = new(2);
        Assert.ThrowsAny<OperationCanceledException>(() => team.Run(2, (_, _) =>
        {
            Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            cancel.Cancel();
            cancel.Token.ThrowIfCancellationRequested();
        }));
    }

    [Fact]
    public void Run_waits_for_items_on_other_threads()
    {
        using WorkerTeam team = new(2, TestContext.Current.CancellationToken);
        using Barrier barrier = new(2);
        int[] workers = new int[2];
        // Neither item ends before the other has started, so the caller by itself could never finish.
        team.Run(2, (item, worker) =>
        {
            Assert.True(barrier.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            workers[item] = worker;
        });
        Assert.Equal([0, 1], workers.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_exception_reaches_the_caller_and_the_team_stays_usable(int failing)
    {
        using WorkerTeam team = new(2, TestContext.Current.CancellationToken);
        using Barrier barrier = new(2);
        Exception failure = Assert.ThrowsAny<Exception>(() => team.Run(2, (_, worker) =>
        {
            barrier.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            if (worker == failing) throw new InvalidDataException("on purpose");
        }));
        Assert.IsType<InvalidDataException>(failure is AggregateException several ? several.InnerException : failure);
        int done = 0;
        team.Run(100, (_, _) => Interlocked.Increment(ref done));
        Assert.Equal(100, done);
    }

    [Fact]
    public void Cancellation_starts_no_further_items_and_throws()
    {
        using CancellationTokenSource cancellation = new();
        using WorkerTeam team = new(3, cancellation.Token);
        int done = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => team.Run(1_000, (_, _) =>
        {
            if (Interlocked.Increment(ref done) == 10) cancellation.Cancel();
        }));
        Assert.InRange(done, 10, 12);
    }
}
