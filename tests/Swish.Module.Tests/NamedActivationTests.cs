using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>An activation of New-Activation keeps its name in results, also where the name is not known.</summary>
public sealed class NamedActivationTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Train = "Invoke-SwishTraining -Dataset $data -ValidationCount 50 -Width 8 -Depth 1 -Step 3";
    private const string Gate =
        "$gate = New-Activation Gate { $x * (Sigmoid ($b * $x)) } -Parameter @{ b = 1.0 }; ";

    [Fact]
    public void Results_have_the_name_and_the_formula()
    {
        PSObject result = session.Objects($"{Gate} {Train} -Activation Gate").Single();
        Assert.Equal("Gate", result.Properties["Activation"].Value);
        Assert.Equal("x*sigmoid(b*x); b=1 per layer", result.Properties["Formula"].Value);
    }

    [Theory]
    [InlineData("Gate")]
    [InlineData("$gate")]
    [InlineData("'Gate{x*sigmoid(b*x); b=1 per layer}'")]
    [InlineData("'x*sigmoid(b*x); b=1 per layer'")]
    public void A_baseline_is_the_name_the_object_or_the_formula(string baseline) =>
        Assert.Equal(["Gate", "Gate"], session.Values<string>(
            $"{Gate} {Train} -Activation Gate, ReLU | Compare-Activation -Baseline {baseline} -WarningAction Ignore",
            "Baseline"));

    [Fact]
    public void A_baseline_may_be_a_script_block() =>
        Assert.Equal(["{x*tanh(x)}", "{x*tanh(x)}"], session.Values<string>(
            Train + " -Activation { $x * (Tanh $x) }, ReLU | Compare-Activation -Baseline { $x * (Tanh $x) } -WarningAction Ignore",
            "Baseline"));

    [Theory]
    [InlineData("Get-ActivationCurve -Count 1")]
    [InlineData("Measure-Activation")]
    [InlineData(Train + " -Seed 2")]
    [InlineData(Train + " -Seed 2 -Recipe Default")]
    public void A_result_of_a_log_is_taken_where_the_name_is_not_known(string cmdlet)
    {
        string path = session.NewFile("named.jsonl");
        session.Objects($"{Gate} {Train} -Activation Gate -ResultPath '{path}'");
        using PowerShellSession other = new();
        Assert.Equal(["Gate"], other.Values<string>(
            $"$data = Import-MnistDataset -LiteralPath '{session.Folder}'; Import-TrainingResult '{path}' | {cmdlet}",
            "Activation"));
        Assert.Equal(["Gate"], other.Values<string>(
            $"$data = Import-MnistDataset -LiteralPath '{session.Folder}'; Import-TrainingResult '{path}' | "
            + $"ConvertTo-Csv | ConvertFrom-Csv | {cmdlet}", "Activation"));
    }

    [Fact]
    public void A_log_answers_with_the_label_that_is_asked_for()
    {
        string path = session.NewFile("labels.jsonl");
        session.Objects($"{Train} -Activation Swish -ResultPath '{path}'");
        Assert.Equal(["Swish(beta=1)"], session.Values<string>(
            $"{Train} -Activation 'Swish(beta=1)' -ResultPath '{path}'", "Activation"));
        Assert.Single(File.ReadLines(path), line => line.Contains("fingerprint", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_function_under_two_labels_is_the_same_run() =>
        Assert.StartsWith("DuplicateRun,",
            session.Error($"{Train} -Activation Swish, 'Swish(beta=1)'").FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void A_legend_keeps_what_was_typed() =>
        Assert.Contains(session.Lines("Get-ActivationCurve 'Swish(beta=1)', 'Swish(beta=2)' | Show-SwishPlot"),
            line => line.Contains("Swish(beta=1)   ", StringComparison.Ordinal));

    [Fact]
    public void Recipes_from_the_pipeline_keep_their_activations() =>
        Assert.Equal(["ReLU", "Swish"], session.Values<string>(
            $"$r = Get-SwishRecipe Default; $r.Activation = 'ReLU', 'Swish'; $r | {Train}", "Activation"));
}
