using Swish.Parallelism;
using Xunit;

namespace Swish.Tests.Parallelism;

/// <summary>Threads that share a piece of work: each item once, whoever comes, and no piece's item in another's.</summary>
public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Each_item_of_each_piece_is_done_once(int size)
    {
        using WorkerTeam team = new(size, TestContext.Current.CancellationToken);
        for (int piece = 0; piece < 2_000; piece++)
        {
            int[] done = new int[piece % 37];
            // the numbers of one piece are in its own array: an item done too late would be missing here
            team.Run(done.Length, (item, _) => Interlocked.Increment(ref done[item]));
            Assert.All(done, static times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Every_thread_has_a_number_of_its_own_while_it_works()
    {
        const int size = 4;
        using WorkerTeam team = new(size, TestContext.Current.CancellationToken);
        int[] inside = new int[size];
        int together = 0;
        for (int piece = 0; piece < 500; piece++)
        {
            team.Run(64, (_, worker) =>
            {
                if (Interlocked.Increment(ref inside[worker]) > 1) Interlocked.Increment(ref together);
                Thread.SpinWait(20);
                Interlocked.Decrement(ref inside[worker]);
            });
        }
        Assert.Equal(0, together);
    }

    [Fact]
    public void Work_that_others_must_do_is_waited_for()
    {
        using WorkerTeam team = new(2, TestContext.Current.CancellationToken);
        using Barrier both = new(2);
        int[] workers = new int[2];
        // neither item ends before the other has begun: the caller alone would never be done
        team.Run(2, (item, worker) =>
        {
            Assert.True(both.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            workers[item] = worker;
        });
        Assert.Equal([0, 1], workers.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_failure_reaches_the_caller_and_the_team_works_on(int failing)
    {
        using WorkerTeam team = new(2, TestContext.Current.CancellationToken);
        using Barrier both = new(2);
        Exception failure = Assert.ThrowsAny<Exception>(() => team.Run(2, (_, worker) =>
        {
            both.SignalAndWait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            if (worker == failing) throw new InvalidDataException("on purpose");
        }));
        Assert.IsType<InvalidDataException>(failure is AggregateException several ? several.InnerException : failure);
        int done = 0;
        team.Run(100, (_, _) => Interlocked.Increment(ref done));
        Assert.Equal(100, done);
    }

    [Fact]
    public void Canceled_it_leaves_what_is_not_begun_and_says_so()
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
