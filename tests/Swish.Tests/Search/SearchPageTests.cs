using System.Globalization;
using System.IO.Compression;
using Swish.ResultLogs;
using Swish.Tests.Data;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Search;

/// <summary>Tests that the figures in docs/search.md match the result logs in the repository.</summary>
public sealed class SearchPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_ten_best_match_the_search_log()
    {
        TrainingResult[] results = SearchLog();
        int maximumSteps = results.Max(r => r.Steps);
        Dictionary<string, TrainingResult[]> finalists = results
            .Where(r => r.Steps == maximumSteps)
            .GroupBy(r => Formula(r.Activation))
            .ToDictionary(g => g.Key, g => g.ToArray());
        Assert.All(finalists.Values, runs => Assert.True(runs.Length >= 3));

        string[][] rows = Table("best");
        Assert.Equal(10, rows.Length);
        foreach (string[] row in rows)
        {
            TrainingResult[] runs = finalists[Formula(row[1])];
            Assert.Equal(row[2], Format(runs.Average(r => r.ValidationAccuracy)));
            Assert.Equal(row[3], Format(runs.Average(r => r.TestAccuracy)));
            // The rank follows the mean; functions with equal means may have either rank.
            double mean = runs.Average(r => r.ValidationAccuracy);
            double[] means = [.. finalists.Values.Select(of => of.Average(r => r.ValidationAccuracy))];
            int rank = int.Parse(row[0], CultureInfo.InvariantCulture);
            Assert.InRange(rank, 1 + means.Count(m => m > mean + 1e-9), means.Count(m => m >= mean - 1e-9));
        }
    }

    [Fact]
    public void The_comparison_matches_its_log()
    {
        ILookup<string, TrainingResult> results = ResultLogReader.Read(Path.Combine(Results, "deep.jsonl"))
            .Select(entry => entry.Result).ToLookup(r => r.Activation);
        string[][] rows = Table("deep");
        Assert.Equal(results.Count, rows.Length);
        foreach (string[] row in rows)
        {
            // A run that diverged counts with the accuracy of guessing.
            double[] accuracies = [.. results[row[0]]
                .Select(r => r.RunStatus == RunStatus.Diverged ? 0.1 : r.TestAccuracy).Order()];
            Assert.Equal(5, accuracies.Length);
            Assert.Equal(
                [row[2], row[3], row[4]], [Format(accuracies[2]), Format(accuracies[0]), Format(accuracies[4])]);
        }
        Assert.Equal(rows.Select(row => row[2]).OrderDescending(StringComparer.Ordinal), rows.Select(row => row[2]));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Docs => Path.GetFullPath(Path.Combine(MnistFiles.Folder, "..", "..", "..", "docs"));

    private static string Results => Path.Combine(Docs, "..", "experiments", "search", "results");

    private static string Format(double accuracy) => accuracy.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Returns only the formula, without braces and parameters.</summary>
    private static string Formula(string activation) => activation.Trim('{', '}').Split(';')[0];

    /// <summary>Returns the cells of a table of the page, without its two header lines.</summary>
    private static string[][] Table(string name)
    {
        string page = File.ReadAllText(Path.Combine(Docs, "search.md"));
        string start = $"<!-- table: {name} -->";
        int begin = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        string table = page[begin..page.IndexOf("<!-- end -->", begin, StringComparison.Ordinal)];
        return
        [
            .. table.Trim().Split('\n').Skip(2)
                .Select(line => line.Trim('|').Split(" | ").Select(Unescape).ToArray()),
        ];

        static string Unescape(string cell) =>
            cell.Trim().Trim('`').Replace(@"\|", "|", StringComparison.Ordinal);
    }

    private TrainingResult[] SearchLog()
    {
        string path = _folder.File("search.jsonl");
        using (FileStream packed = File.OpenRead(Path.Combine(Results, "search.jsonl.gz")))
        using (GZipStream log = new(packed, CompressionMode.Decompress))
        using (FileStream plain = File.Create(path))
            log.CopyTo(plain);
        return [.. ResultLogReader.Read(path).Select(entry => entry.Result)];
    }
}
