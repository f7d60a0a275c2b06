using Swish.ResultLogs;
using Swish.Search;
using Swish.Sweeps;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Search;

public class ActivationSearchTests
{
    [Theory]
    [InlineData(SearchStrategy.Exhaustive, 1)]
    [InlineData(SearchStrategy.Random, 2)]
    [InlineData(SearchStrategy.Evolution, 2)]
    public void The_ranking_depends_on_the_seed_and_not_on_parallelism(SearchStrategy strategy, int depth)
    {
        SearchOptions options = SearchSamples.Options with
        {
            Strategy = strategy,
            Depth = depth,
            CandidateCount = 16,
            Population = 6,
        };
        IReadOnlyList<SearchResult> one = Run(options, new() { ThrottleLimit = 1 });
        IReadOnlyList<SearchResult> two = Run(options, new() { ThrottleLimit = 3 });
        Assert.Equal(one.Select(r => r with { Seconds = 0 }), two.Select(r => r with { Seconds = 0 }));
        Assert.NotEqual(
            one.Select(r => (r.Formula, r.ValidationAccuracy)),
            Run(options with { Seed = 2 }, new()).Select(r => (r.Formula, r.ValidationAccuracy)));
        if (strategy != SearchStrategy.Exhaustive) Assert.Equal(16, one.Count);
    }

    [Fact]
    public void Rungs_halve_and_the_ranking_is_by_rung_then_accuracy_then_formula()
    {
        IReadOnlyList<SearchResult> results = Run(SearchSamples.Options, new());
        int tried = results.Count, second = (tried + 2) / 3, third = Math.Max(3, (second + 2) / 3);
        Assert.True(second > third);
        Assert.Equal(Enumerable.Range(1, tried), results.Select(r => r.Rank));
        Assert.Equal(
            [tried - second, second - third, third],
            results.GroupBy(r => r.Rung).OrderBy(g => g.Key).Select(g => g.Count()));
        foreach ((SearchResult better, SearchResult worse) in results.Zip(results.Skip(1)))
        {
            Assert.True(
                (better.Rung, better.ValidationAccuracy).CompareTo((worse.Rung, worse.ValidationAccuracy)) >= 0);
            if (better.Rung == worse.Rung && better.ValidationAccuracy == worse.ValidationAccuracy)
                Assert.True(string.CompareOrdinal(better.Formula, worse.Formula) < 0);
        }

        // The rungs train 10, 30 and 90 steps, with one seed each, but three in the last one. Only the last rung has a
        // test accuracy.
        Assert.All(
            results,
            r => Assert.Equal(r.Rung switch { 1 => (1, 10L), 2 => (2, 40L), _ => (5, 310L) }, (r.Runs, r.Steps)));
        Assert.All(results, r => Assert.Equal(r.Rung < 3, double.IsNaN(r.TestAccuracy)));
        Assert.True(results[0].ValidationAccuracy > 0.6, $"{results[0]}");
    }

    [Fact]
    public void The_accuracy_is_the_mean_of_the_networks()
    {
        SearchResult best = Run(SearchSamples.Options, new())[0];
        double[] accuracies = [.. Enumerable.Range(1, 3).Select(seed => Trainer.Run(
            SearchSamples.Options.Recipe with { Activation = best.Activation, Seed = seed, Steps = 90 },
            SearchSamples.Data, cancellationToken: TestContext.Current.CancellationToken).ValidationAccuracy)];
        Assert.Equal(accuracies.Average(), best.ValidationAccuracy, 1e-12);
    }

    [Fact]
    public void A_search_resumes_from_its_log()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("search.jsonl");
        IReadOnlyList<SearchResult> first;
        using (ResultLog log = ResultLog.Open(path)) first = Run(SearchSamples.Options, new() { Log = log });

        // Keep half of the lines, as if the search had been interrupted.
        string[] lines = File.ReadAllLines(path);
        File.WriteAllLines(path, lines[..(lines.Length / 2)]);
        using (ResultLog log = ResultLog.Open(path))
        {
            Assert.Equal(lines.Length / 2 - 1, log.Count);
            IReadOnlyList<SearchResult> again = Run(SearchSamples.Options, new() { Log = log });
            Assert.Equal(first.Select(r => r with { Seconds = 0 }), again.Select(r => r with { Seconds = 0 }));
            Assert.Equal(lines.Length - 1, log.Count);
        }
    }

    [Fact]
    public void Failed_networks_and_log_writes_are_reported()
    {
        using SmallDisk disk = new(capacity: SweepSamples.Header.Length);
        using ResultLog log = ResultLog.Open(disk, "search.jsonl");
        int runs = 0;
        ActivationSearch search = new(
            SearchSamples.Options with { Rungs = 1 }, SearchSamples.Data, new() { ThrottleLimit = 1, Log = log }, null,
            (recipe, data, options, token) => ++runs == 1
                ? throw new InvalidDataException("on purpose")
                : TrainingResult.CreateFailed(recipe, data) with
                {
                    RunStatus = RunStatus.Completed,
                    Steps = recipe.Steps!.Value,
                    Epochs = recipe.Steps!.Value,
                    ValidationAccuracy = 0.5,
                });
        IReadOnlyList<SearchResult> results = search.Run(TestContext.Current.CancellationToken);
        Assert.Equal(1, results.Sum(r => r.Collapsed));
        Assert.Equal("RunFailed", search.Errors[0].ErrorId);
        Assert.Contains("on purpose", search.Errors[0].Message, StringComparison.Ordinal);
        Assert.All(search.Errors.Skip(1), error => Assert.Equal("ResultLogFull", error.ErrorId));
        Assert.Equal(runs, search.Errors.Count);
    }

    [Fact]
    public void A_search_can_be_canceled()
    {
        using CancellationTokenSource stop = new();
        ActivationSearch search = new(SearchSamples.Options, SearchSamples.Data, null, p =>
        {
            if (p.Rung == 1) stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => search.Run(stop.Token));
    }

    public static TheoryData<SearchOptions, string> Invalid => new()
    {
        { SearchSamples.Options with { Unary = [] }, "InvalidSearch" },
        { SearchSamples.Options with { Depth = 2 }, "InvalidSearch" },
        { SearchSamples.Options with { FinalSeeds = 2 }, "InvalidSearch" },
        { SearchSamples.Options with { Reduction = 1 }, "InvalidSearch" },
        { SearchSamples.Options with { Rungs = 0 }, "InvalidSearch" },
        { SearchSamples.Options with { Rungs = 10, Reduction = 100 }, "InvalidSearch" },
        {
            SearchSamples.Options with { Recipe = SearchSamples.Options.Recipe with { ValidationCount = 0 } },
            "ValidationNeeded"
        },
        { SearchSamples.Options with { Unary = [UnaryFunction.Beta], Binary = [BinaryFunction.Add] }, "NoCandidate" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Options_out_of_range_are_rejected(SearchOptions options, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<SwishException>(() => Run(options, new())).ErrorId);

    private static IReadOnlyList<SearchResult> Run(SearchOptions options, SweepOptions sweep) =>
        new ActivationSearch(options, SearchSamples.Data, sweep).Run(TestContext.Current.CancellationToken);
}
