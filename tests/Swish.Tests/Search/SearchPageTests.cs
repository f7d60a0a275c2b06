using System.Globalization;
using System.IO.Compression;
using Swish.Sweeps;
using Swish.Tests.Data;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Search;

/// <summary>The figures of docs/search.md are those of the result logs beside it.</summary>
public sealed class SearchPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_ten_best_are_those_of_the_searchs_log()
    {
        TrainingResult[] results = SearchLog();
        int most = results.Max(r => r.Steps);
        Dictionary<string, TrainingResult[]> finalists = results
            .Where(r => r.Steps == most).GroupBy(r => Formula(r.Activation)).ToDictionary(g => g.Key, g => g.ToArray());
        Assert.All(finalists.Values, runs => Assert.True(runs.Length >= 3));

        string[][] rows = Table("best");
        Assert.Equal(10, rows.Length);
        foreach (string[] row in rows)
        {
            TrainingResult[] runs = finalists[Formula(row[1])];
            Assert.Equal(row[2], Share(runs.Average(r => r.ValidationAccuracy)));
            Assert.Equal(row[3], Share(runs.Average(r => r.TestAccuracy)));
            // the rank is that of the mean, equal ones in some order
            double mean = runs.Average(r => r.ValidationAccuracy);
            double[] means = [.. finalists.Values.Select(of => of.Average(r => r.ValidationAccuracy))];
            int rank = int.Parse(row[0], CultureInfo.InvariantCulture);
            Assert.InRange(rank, 1 + means.Count(m => m > mean + 1e-9), means.Count(m => m >= mean - 1e-9));
        }
    }

    [Fact]
    public void The_comparison_is_that_of_its_log()
    {
        ILookup<string, TrainingResult> results = ResultLogReader.Read(Path.Combine(Results, "deep.jsonl"))
            .Select(entry => entry.Result).ToLookup(r => r.Activation);
        string[][] rows = Table("deep");
        Assert.Equal(results.Count, rows.Length);
        foreach (string[] row in rows)
        {
            // a run that diverged counts as one that guesses
            double[] accuracies = [.. results[row[0]]
                .Select(r => r.Status == RunStatus.Diverged ? 0.1 : r.TestAccuracy).Order()];
            Assert.Equal(5, accuracies.Length);
            Assert.Equal([row[2], row[3], row[4]], [Share(accuracies[2]), Share(accuracies[0]), Share(accuracies[4])]);
        }
        Assert.Equal(rows.Select(row => row[2]).OrderDescending(StringComparer.Ordinal), rows.Select(row => row[2]));
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Docs => Path.GetFullPath(Path.Combine(MnistFiles.Folder, "..", "..", "..", "docs"));

    private static string Results => Path.Combine(Docs, "..", "experiments", "search", "results");

    private static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>The formula alone, without braces and constants.</summary>
    private static string Formula(string activation) => activation.Trim('{', '}').Split(';')[0];

    /// <summary>The cells of a table of the page, without its two head lines.</summary>
    private static string[][] Table(string name)
    {
        string page = File.ReadAllText(Path.Combine(Docs, "search.md"));
        string start = $"<!-- table: {name} -->";
        int begin = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        string table = page[begin..page.IndexOf("<!-- end -->", begin, StringComparison.Ordinal)];
        return
        [
            .. table.Trim().Split('\n').Skip(2).Select(line => line.Trim('|')
                .Split(" | ").Select(cell => cell.Trim().Trim('`').Replace(@"\|", "|", StringComparison.Ordinal)).ToArray()),
        ];
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
