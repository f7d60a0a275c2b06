using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

/// <summary>The plan of a sweep that adds seeds: which seeds each look has.</summary>
public sealed class SequentialPlanTests
{
    [Fact]
    public void Looks_have_equal_parts_of_the_seeds()
    {
        Assert.Equal([6, 12, 18, 24, 30], Enumerable.Range(1, 5).Select(new SequentialPlan(5, 30).SeedsAt));
        Assert.Equal([2, 4, 5, 7, 8], Enumerable.Range(1, 5).Select(new SequentialPlan(5, 8).SeedsAt));
        Assert.Equal(0, new SequentialPlan(5, 30).SeedsAt(0));
        Assert.Equal(100_000, new SequentialPlan(1000, 100_000).SeedsAt(1000));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    [InlineData(30, 5)]
    [InlineData(31, 5)]
    public void Seed_belongs_to_the_first_look_that_has_it(int seed, int look) =>
        Assert.Equal(look, new SequentialPlan(5, 30).LookOf(seed));

    [Fact]
    public void Text_is_read_back() =>
        Assert.Equal(new(5, 30), SequentialPlan.TryParse(new SequentialPlan(5, 30).ToString(), out var plan) ? plan : null);

    [Fact]
    public void Text_is_none_that_a_spreadsheet_takes_for_a_date_and_that_of_version_0_1_is_read()
    {
        Assert.Equal("5 looks, 30 seeds", new SequentialPlan(5, 30).ToString());
        Assert.True(SequentialPlan.TryParse("5/30", out SequentialPlan? plan));
        Assert.Equal(new(5, 30), plan);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5/")]
    [InlineData("0/30")]
    [InlineData("5/4")]
    [InlineData("-5/30")]
    [InlineData("5/30/2")]
    [InlineData("1001/2000")]
    [InlineData("5/99999999999")]
    [InlineData("5 looks, 4 seeds")]
    [InlineData("5 looks, 30")]
    [InlineData("5 looks, 30 seeds ")]
    [InlineData("5/30 seeds")]
    public void Other_text_is_rejected(string text) => Assert.False(SequentialPlan.TryParse(text, out _));
}
