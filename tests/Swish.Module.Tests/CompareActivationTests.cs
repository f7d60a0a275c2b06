using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Compare-Activation in the real engine, on rows as Import-Csv makes them.</summary>
public sealed class CompareActivationTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    // Two depths, two activations, six seeds; Swish is ahead at both, and at depth 10 ReLU diverged twice.
    private const string Runs = """
        $runs = foreach ($depth in 10, 2) { foreach ($activation in 'Swish', 'ReLU') { foreach ($seed in 1..6) {
            $lost = $depth -eq 10 -and $activation -eq 'ReLU' -and $seed -gt 4
            [pscustomobject]@{
                Activation = $activation; Depth = "$depth"; HiddenLayers = "64x$depth"; Seed = "$seed"
                Steps = $lost ? '17' : '1000'; Status = $lost ? 'Diverged' : 'Completed'
                TestAccuracy = $lost ? '0.1' : "0.96$($activation -eq 'Swish' ? 5 : 3)$(($seed * 7) % 10)"
                TestLoss = $lost ? 'NaN' : "0.1$seed"
                TrainLoss = $lost ? 'NaN' : '0.05'
            } } } }
        """;

    private static readonly string[] Columns =
    [
        "Depth", "HiddenLayers", "Activation", "Baseline", "Runs", "Median", "Mean", "StandardDeviation", "Minimum",
        "Maximum", "Lower", "Upper", "Collapsed", "Pairs", "Difference", "DifferenceLower", "DifferenceUpper", "PValue",
        "SignTestPValue", "AdjustedPValue", "EffectSize", "Verdict", "CollapsePValue", "Metric", "Note",
    ];

    private IReadOnlyList<PSObject> Compare(string parameters = "") =>
        session.Objects($"{Runs}; $runs | Compare-Activation {parameters}");

    [Fact]
    public void Gives_flat_rows_with_the_conditions_first()
    {
        IReadOnlyList<PSObject> rows = Compare();
        Assert.Equal(Columns, rows[0].Properties.Select(p => p.Name));
        Assert.Equal(
            ["2 ReLU", "2 Swish", "10 ReLU", "10 Swish"],
            rows.Select(r => $"{r.Properties["Depth"].Value} {r.Properties["Activation"].Value}"));
        Assert.Equal("Swish.Analysis.Comparisons.ActivationComparisonRow", rows[0].TypeNames[0]);
    }

    [Fact]
    public void Warns_of_runs_that_another_metric_leaves_out()
    {
        ScriptOutcome outcome = session.Run($"{Runs}; $runs | Compare-Activation -Metric TestLoss").RequireNoError();
        Assert.Contains("2 runs that diverged", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Baseline Mish", "BaselineNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("-Metric Speed", "UnknownMetric", ErrorCategory.ObjectNotFound)]
    [InlineData("-GroupBy Dept", "UnknownColumn", ErrorCategory.ObjectNotFound)]
    [InlineData("-GroupBy Status", "DuplicateRun", ErrorCategory.InvalidData)]
    public void Rejects_what_is_not_there(string parameters, string id, ErrorCategory category)
    {
        ErrorRecord error = session.Error($"{Runs}; $runs | Compare-Activation {parameters}");
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("-Margin -1", "0 or more")]
    [InlineData("-Metric ''", "Metric")]
    [InlineData("-Baseline $null", "Baseline")]
    [InlineData("-Margin '0,01'", "'0,01' is no number")]
    public void Rejects_parameters_that_make_no_sense(string parameters, string part) =>
        Assert.Contains(part,
            session.Error($"{Runs}; $runs | Compare-Activation {parameters}").ToString(), StringComparison.Ordinal);

    [Fact]
    public void Nothing_in_gives_nothing_out() => Assert.Empty(session.Objects("@() | Compare-Activation"));

    [Fact]
    public void Reads_enumerations_that_crossed_a_process()
    {
        const string cross = """
            $text = [System.Management.Automation.PSSerializer]::Serialize($run)
                [System.Management.Automation.PSSerializer]::Deserialize($text)
            """;
        IReadOnlyList<PSObject> rows = session.Objects($$"""
            $crossed = foreach ($day in 'Monday', 'Friday') {
                $run = [pscustomobject]@{ Activation = 'ReLU'; Seed = 1; Optimizer = [DayOfWeek]$day; TestAccuracy = 1 }
                {{cross}}
            }
            $crossed | Compare-Activation
            """);
        Assert.Equal(["Friday", "Monday"], rows.Select(r => r.Properties["Optimizer"].Value));
    }

    [Fact]
    public void Shows_conditions_differences_and_verdicts_within_eighty_columns()
    {
        IReadOnlyList<string> lines = session.Lines($"{Runs}; $runs | Compare-Activation", 80);
        Assert.Contains(lines, l => l.Trim() == "Baseline: ReLU, by TestAccuracy");
        Assert.Contains(lines, l => l.StartsWith("Depth 2 ", StringComparison.Ordinal)
            && l.Contains("+0.0020 ± 0.0000", StringComparison.Ordinal)
            && l.EndsWith("Better", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("64x2", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 80));
    }

    [Fact]
    public void Shows_the_summary_within_eighty_columns()
    {
        IReadOnlyList<string> lines = session.Lines($"{Runs}; $runs | Compare-Activation -Summary", 80);
        Assert.Contains(lines, l => l.StartsWith("Swish", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.EndsWith("Untested", StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_what_a_comparison_takes_where_there_is_nothing_to_compare() =>
        Assert.EndsWith(
            "A comparison takes results of Invoke-SwishTraining, or a table with their columns.",
            session.Error("1, 2 | Compare-Activation").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Compare-Activation -Metric Test", "TestAccuracy", "TestLoss")]
    [InlineData("Compare-Activation -GroupBy Batch", "BatchSize", "BatchNorm")]
    [InlineData("Show-SwishPlot -X Batch", "BatchSize", "BatchNorm")]
    [InlineData("Export-SwishPlot a.svg -Y First", "FirstDerivative")]
    public void Completes_what_is_known(string line, params string[] expected)
    {
        PSObject completion = Assert.Single(session.Objects(
            "[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)", line));
        CommandCompletion matches = (CommandCompletion)completion.BaseObject;
        Assert.Equal(expected, matches.CompletionMatches.Select(m => m.CompletionText));
    }
}
