using Swish.Search;
using Xunit;

namespace Swish.Tests.Search;

public sealed class SearchPlanTests
{
    /// <summary>The plan names the candidates and steps that the search then trains.</summary>
    [Fact]
    public void The_plan_of_an_exhaustive_search_is_what_it_trains()
    {
        SearchOptions options = SearchSamples.Options;
        SearchPlan plan = new ActivationSearch(options, SearchSamples.Data).Plan(TestContext.Current.CancellationToken);
        IReadOnlyList<SearchResult> results = new ActivationSearch(options, SearchSamples.Data)
            .Run(TestContext.Current.CancellationToken);
        Assert.Equal(options.Rungs, plan.Rungs.Count);
        for (int rung = 0; rung < options.Rungs; rung++)
        {
            int candidates = results.Count(r => r.Rung > rung), seeds = options.SeedsOf(rung);
            Assert.StartsWith(
                FormattableString.Invariant($"Rung {rung + 1} of {options.Rungs}: {candidates} candidates, {seeds} seed")
                    + (seeds == 1 ? "" : "s") + $" each, {options.StepsOf(rung)} steps; about ",
                plan.Rungs[rung], StringComparison.Ordinal);
        }
        Assert.Contains($": {results.Count} functions, {results.Sum(r => r.Runs)} networks; ", plan.Summary,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SearchStrategy.Random)]
    [InlineData(SearchStrategy.Evolution)]
    public void Other_strategies_try_at_most_the_number_that_was_given(SearchStrategy strategy) =>
        Assert.Contains("at most 12 functions", new ActivationSearch(
            SearchSamples.Options with { Strategy = strategy, CandidateCount = 12 }, SearchSamples.Data)
            .Plan(TestContext.Current.CancellationToken).Summary, StringComparison.Ordinal);
}
