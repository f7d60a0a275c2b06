using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Swish.ResultLogs;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Reproduction;

/// <summary>Every number of docs/reproduction.md comes from the result logs beside it.</summary>
public class ReproductionTests
{
    private static readonly int[] Choosing = [101, 102, 103];

    public static TheoryData<string> TableNames => [.. ReproductionTable.All.Keys];

    [Fact]
    public void The_document_is_what_its_template_and_the_logs_give()
    {
        string[] expected = Placeholders.Fill(ReproductionFiles.Template).Split('\n');
        string[] actual = ReproductionFiles.Document.Split('\n');
        Assert.Equal(expected.Zip(actual).Where(l => l.First != l.Second), []);
        Assert.Equal(expected.Length, actual.Length);
    }

    [Theory]
    [MemberData(nameof(TableNames))]
    public void A_table_is_what_its_logs_give(string name)
    {
        ReproductionTable table = ReproductionTable.All[name];
        IReadOnlyList<IReadOnlyDictionary<string, string>> actual = ReproductionFiles.Table(name);
        Assert.Equal(table.Rows.Count, actual.Count);
        foreach ((IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> row)
            in table.Rows.Zip(actual))
            Assert.Equal(expected.OrderBy(c => c.Key), row.OrderBy(c => c.Key));
    }

    [Fact]
    public void Properties_are_what_the_library_measures()
    {
        foreach ((IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> row)
            in PropertyTable.Rows.Zip(ReproductionFiles.Table("properties")))
            Assert.Equal(expected.OrderBy(c => c.Key), row.OrderBy(c => c.Key));
    }

    [Theory]
    [InlineData(LayerTable.Layers)]
    [InlineData(LayerTable.Trained)]
    public void Diagnostics_are_what_their_logs_give(string name)
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> actual = ReproductionFiles.Table(name);
        Assert.Equal(LayerTable.Rows(name).Count, actual.Count);
        foreach ((IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> row)
            in LayerTable.Rows(name).Zip(actual))
            Assert.Equal(expected.OrderBy(c => c.Key), row.OrderBy(c => c.Key));
    }

    /// <summary>
    /// A number with decimals that is no mark's is either a setting of the runs, or listed with where it is from.
    /// </summary>
    [Fact]
    public void The_template_has_no_figures_of_its_own()
    {
        HashSet<string> known = [.. Settings(), .. Given()];
        string text = Placeholders.Strip(ReproductionFiles.Template);
        string[] literals = [.. Regex.Matches(text, @"(?<![\d.:/])\d+\.\d+(?![\d/])").Select(m => m.Value).Distinct()];
        Assert.NotEmpty(literals);
        Assert.Equal(literals.Except(known), []);
    }

    [Fact]
    public void Settings_are_chosen_on_other_seeds_than_those_reported()
    {
        foreach (ReproductionTable table in ReproductionTable.All.Values)
        {
            int[] seeds = [.. table.Runs.Select(r => r.Result.Seed).Distinct().Order()];
            bool chooses = table.Definition.Metric == "ValidationAccuracy";
            Assert.Equal(chooses ? Choosing : Enumerable.Range(1, seeds.Length), seeds);
        }
    }

    [Fact]
    public void The_rate_of_each_activation_is_its_best_on_the_validation_images()
    {
        foreach (IReadOnlyDictionary<string, string> best in ReproductionTable.All["batch-rates"].BestRates())
        {
            double[] rates = [.. ReproductionTable.All["batch-own"].Runs.Select(r => r.Result)
                .Where(r => r.Activation == best["Activation"]
                    && r.BatchSize.ToString(CultureInfo.InvariantCulture) == best["BatchSize"])
                .Select(r => r.LearningRate).Distinct()];
            Assert.Equal([ReproductionTable.Number(best["LearningRate"])], rates);
        }
    }

    [Fact]
    public void Every_log_belongs_to_a_table_and_every_run_is_whole()
    {
        Assert.Equal(
            ReproductionTable.All.Values.SelectMany(t => t.Definition.Logs)
                .Append(LayerTable.Layers).Append(LayerTable.Trained).Distinct().Order(),
            ReproductionFiles.Logs.Order());
        foreach (ResultLogEntry run in ReproductionTable.All.Values.SelectMany(t => t.Runs))
            Assert.True(run.Result.Status is RunStatus.Completed or RunStatus.Diverged, run.RecipeJson);
    }

    private static IEnumerable<string> Settings() =>
        from run in ReproductionTable.All.Values.SelectMany(t => t.Runs).Select(r => r.RecipeJson).Distinct()
        from number in Regex.Matches(run, @"\d+\.\d+")
        select number.Value;

    private static Dictionary<string, string>.KeyCollection Given() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(ReproductionFiles.GivenFigures)!.Keys;
}
