using FsCheck;
using FsCheck.Fluent;
using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

public sealed class BatchSamplerTests
{
    [Fact]
    public void An_epoch_uses_each_training_example_once_and_no_validation_example()
    {
        BatchSampler order = new(5000, 55000, 100, 1);
        Assert.Equal(550, order.StepsPerEpoch);
        for (int epoch = 0; epoch < 2; epoch++)
            Assert.Equal(Enumerable.Range(5000, 55000), Epoch(order, epoch, 100).Order());
    }

    [Fact]
    public void An_incomplete_batch_is_dropped()
    {
        BatchSampler order = new(3, 10, 4, 1);
        Assert.Equal(2, order.StepsPerEpoch);
        int[] epoch = Epoch(order, 0, 4);
        Assert.Equal(8, epoch.Distinct().Count());
        Assert.All(epoch, index => Assert.InRange(index, 3, 12));
    }

    [Fact]
    public void The_first_batches_never_change()
    {
        BatchSampler order = new(5000, 55000, 4, 1);
        int[] batch = new int[4];
        order.Fill(0, batch);
        Assert.Equal([34879, 21087, 35896, 24704], batch);
        order.Fill(order.StepsPerEpoch, batch);
        Assert.Equal([11588, 48796, 25728, 14433], batch);
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_and_not_on_the_batch_size()
    {
        int[] first = Epoch(new(0, 1000, 10, 1), 0, 10);
        Assert.Equal(first, Epoch(new(0, 1000, 250, 1), 0, 250));
        Assert.NotEqual(first, Epoch(new(0, 1000, 10, 1), 1, 10));
        Assert.NotEqual(first, Epoch(new(0, 1000, 10, 2), 0, 10));
        Assert.NotEqual(Enumerable.Range(0, 1000), first);
    }

    [Fact]
    public void Steps_may_come_in_any_order()
    {
        Gen<(int, int, int)> sizes =
            from count in Gen.Choose(1, 50)
            from batch in Gen.Choose(1, count)
            from step in Gen.Choose(0, 200)
            select (count, batch, step);
        Prop.ForAll(sizes.ToArbitrary(), size =>
        {
            (int count, int batchSize, int step) = size;
            BatchSampler inOrder = new(7, count, batchSize, 3);
            int[] expected = new int[batchSize];
            for (int i = 0; i <= step; i++) inOrder.Fill(i, expected);
            int[] resumed = new int[batchSize];
            new BatchSampler(7, count, batchSize, 3).Fill(step, resumed);
            int[] back = new int[batchSize];
            inOrder.Fill(0, back);
            inOrder.Fill(step, back);
            return resumed.SequenceEqual(expected) && back.SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    [Fact]
    public void Every_permutation_is_equally_likely()
    {
        int[] counts = new int[24];
        int[] order = new int[4];
        BatchSampler batches = new(0, 4, 4, 1);
        for (int epoch = 0; epoch < 24_000; epoch++)
        {
            batches.Fill(epoch, order);
            int rank = 0;
            for (int i = 0; i < 4; i++) rank = rank * (4 - i) + order[(i + 1)..].Count(later => later < order[i]);
            counts[rank]++;
        }
        // χ² with 23 degrees of freedom exceeds 65 with a probability of 1 in 100,000.
        Assert.InRange(counts.Sum(count => (count - 1000.0) * (count - 1000) / 1000), 4, 65);
    }

    [Theory]
    [InlineData(0, 10, 11, "BatchLargerThanTrainingSet", ErrorKind.Contradiction)]
    [InlineData(0, 10, 0, "InvalidBatchSize", ErrorKind.InvalidArgument)]
    [InlineData(0, 10, -1, "InvalidBatchSize", ErrorKind.InvalidArgument)]
    [InlineData(10, 0, 1, "ValidationSetTooLarge", ErrorKind.Contradiction)]
    [InlineData(10, -5, 1, "ValidationSetTooLarge", ErrorKind.Contradiction)]
    public void Invalid_sizes_are_rejected(int first, int count, int batchSize, string errorId, ErrorKind kind)
    {
        SwishException e = Assert.Throws<SwishException>(() => new BatchSampler(first, count, batchSize, 1));
        Assert.Equal((errorId, kind), (e.ErrorId, e.Kind));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        BatchSampler order = new(0, 100, 10, 1);
        int[] batch = new int[10];
        order.Fill(0, batch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 50; step++) order.Fill(step, batch);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int[] Epoch(BatchSampler order, int epoch, int batchSize)
    {
        int[] indices = new int[order.StepsPerEpoch * batchSize];
        for (int i = 0; i < order.StepsPerEpoch; i++)
            order.Fill(epoch * order.StepsPerEpoch + i, indices.AsSpan(i * batchSize, batchSize));
        return indices;
    }
}
