using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.ResultLogs;

public sealed class ResultLogMergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_run_comes_once_in_the_order_of_first_lines()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(4);
        ResultLogMerge logs = new();
        Assert.Equal([3, 1], Seeds(logs, "a.jsonl", recipes[2], recipes[0], recipes[2]));
        Assert.Equal([4, 2], Seeds(logs, "b.jsonl", recipes[0], recipes[3], recipes[1]));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void The_same_run_with_other_weights_is_warned_of()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        ResultLogEntry entry = SweepSamples.Entry(recipe);
        ResultLogEntry other = entry with { Result = entry.Result with { WeightHash = "other" } };
        ResultLogMerge logs = new();
        Assert.Single(logs.Add(_folder.File("a.jsonl", ResultLogLine.Write(entry)), _warnings.Add));
        Assert.Empty(logs.Add(_folder.File("b.jsonl", ResultLogLine.Write(other)), _warnings.Add));
        Assert.Contains("b.jsonl", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_log_that_is_rejected_nothing_is_taken()
    {
        byte[] content = [.. SweepSamples.LogBytes(1), .. "damage\n"u8];
        ResultLogMerge logs = new();
        string path = _folder.File("a.jsonl", content);
        Assert.Throws<SwishException>(() => logs.Add(path, _warnings.Add));
        Assert.Single(Seeds(logs, "b.jsonl", SweepSamples.Recipes(1)[0]));
    }

    private IEnumerable<int> Seeds(ResultLogMerge logs, string name, params TrainingRecipe[] recipes)
    {
        byte[] content = [.. recipes.SelectMany(r => ResultLogLine.Write(SweepSamples.Entry(r)))];
        return logs.Add(_folder.File(name, content), _warnings.Add).Select(r => r.Seed);
    }
}
