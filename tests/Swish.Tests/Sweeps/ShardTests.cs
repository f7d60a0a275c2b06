using Swish.Sweeps;
using Xunit;

namespace Swish.Tests.Sweeps;

public class ShardTests
{
    [Fact]
    public void Shards_are_strided_and_make_up_the_whole()
    {
        int[] runs = [.. Enumerable.Range(0, 10)];
        Assert.Equal([1, 4, 7], Shard.Parse("2/3").Select(runs));
        Assert.Equal(runs, Enumerable.Range(1, 3).SelectMany(i => new Shard(i, 3).Select(runs)).Order());
    }

    [Fact]
    public void More_shards_than_runs_leave_some_empty()
    {
        Assert.Equal([7], Shard.Parse("1/1000000").Select([7]));
        Assert.Empty(Shard.Parse("1000000/1000000").Select([7]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("-1/8")]
    [InlineData("1/0")]
    [InlineData("1/8/2")]
    [InlineData("1.0/8")]
    [InlineData("1/1000001")]
    [InlineData("1/99999999999")]
    public void Anything_else_is_rejected(string? text)
    {
        SwishException error = Assert.Throws<SwishException>(() => Shard.Parse(text!));
        Assert.Equal("InvalidShard", error.ErrorId);
        Assert.Contains("2/8", error.Message, StringComparison.Ordinal);
    }
}
