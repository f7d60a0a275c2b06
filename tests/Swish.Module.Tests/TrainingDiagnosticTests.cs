using System.Management.Automation;
using static Swish.Module.Tests.PropertyValue;

namespace Swish.Module.Tests;

/// <summary>Invoke-SwishTraining -Diagnostic and Get-TrainingDiagnostic.</summary>
public sealed class TrainingDiagnosticTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Train = "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -HiddenLayer 8, 6 "
        + "-BatchSize 20 -Step 4 -EvaluateEvery 2";

    [Fact]
    public void Gives_a_row_a_layer_and_evaluation_with_the_columns_of_its_run()
    {
        IReadOnlyList<PSObject> rows = session.Objects(
            $"{Train} -Activation ReLU, TrainedSwish -Diagnostic | Get-TrainingDiagnostic");
        Assert.Equal(
            from activation in (string[])["ReLU", "TrainedSwish"]
            from step in (int[])[0, 2, 4]
            from layer in (int[])[1, 2]
            select $"{activation} {step} {layer}",
            rows.Select(r => $"{Value(r, "Activation")} {Value(r, "Step")} {Value(r, "Layer")}"));
        Assert.Equal(
            ["Activation", "Depth", "Width", "HiddenLayers", "Network", "BatchSize", "LearningRate", "Optimizer", "Schedule",
                "L2", "Dropout", "BatchNorm", "Residual", "Initializer", "Dataset", "Seed", "SplitSeed", "Step", "Epoch", "Layer", "Mean",
                "StandardDeviation", "DeadShare", "GradientNorm", "WeightNorm", "Constant", "ConstantMean",
                "ConstantMinimum", "ConstantMaximum", "RunId"],
            rows[0].Properties.Select(p => p.Name));
        Assert.All(rows, r => Assert.InRange((double)Value(r, "GradientNorm")!, 1e-6, 1e6));
        Assert.All(rows.Take(6), r => Assert.Null(Value(r, "Constant")));
        Assert.All(rows.Skip(6), r => Assert.Equal("beta", Value(r, "Constant")));
        Assert.Equal(1.0, Value(rows[6], "ConstantMean"));
        Assert.NotEqual(1.0, Value(rows[^1], "ConstantMean"));
        Assert.Equal(4 / 12.0, Value(rows[^1], "Epoch"));
    }

    [Fact]
    public void An_activation_with_several_trained_constants_has_a_row_for_each() =>
        Assert.Equal(["a", "b", "a", "b"], session.Values<string>(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 0 -HiddenLayer 8 -BatchSize 20 -Step 1 -Diagnostic "
            + "-Activation '{a*x*sigmoid(b*x); a=1 per layer; b=1 per unit}' | Get-TrainingDiagnostic", "Constant"));

    [Fact]
    public void Leaves_the_weights_as_they_are_without_it() =>
        Assert.Equal(
            session.Values<string>($"{Train} -Repeat 2 -BatchNorm All -Dropout 0.2", "WeightHash"),
            session.Values<string>($"{Train} -Repeat 2 -BatchNorm All -Dropout 0.2 -Diagnostic", "WeightHash"));

    [Fact]
    public void A_recipe_carries_it_and_the_parameter_takes_it_back()
    {
        const string Recipe = "$r = Get-SwishRecipe Default; $r.Diagnostic = $true; "
            + "$r.ValidationCount = 0; $r.Step = 1; $r.BatchSize = 20; $r";
        Assert.Equal(4, session.Objects($"{Recipe} | Invoke-SwishTraining -Dataset $data | Get-TrainingDiagnostic").Count);
        Assert.Equal("NoDiagnostic,Swish.Module.Commands.GetTrainingDiagnosticCommand", session.Error(
            $"{Recipe} | Invoke-SwishTraining -Dataset $data -Diagnostic:$false | Get-TrainingDiagnostic")
            .FullyQualifiedErrorId);
    }

    [Fact]
    public void A_run_in_the_log_without_it_is_done_again_with_it_and_comes_back_with_it()
    {
        string path = session.NewFile("diagnostics.jsonl");
        ScriptOutcome outcome = session.Run($$"""
            $without = {{Train}} -ResultPath '{{path}}'
            $first = {{Train}} -ResultPath '{{path}}' -Diagnostic
            $second = {{Train}} -ResultPath '{{path}}' -Diagnostic
            $again = {{Train}} -ResultPath '{{path}}'
            $read = Import-TrainingResult '{{path}}'
            @(
                $without.WeightHash -eq $first.WeightHash
                $without.RunId -ne $first.RunId
                $again.Seconds -eq $without.Seconds
                $second.Seconds -eq $first.Seconds
                $read.Count -eq 2
                "$($first | Get-TrainingDiagnostic)" -eq "$($second | Get-TrainingDiagnostic)"
                "$($first | Get-TrainingDiagnostic)" -eq "$($read[1] | Get-TrainingDiagnostic)"
            )
            """).RequireNoError();
        Assert.Equal(Enumerable.Repeat<object>(true, 7), outcome.Objects.Select(o => o.BaseObject));
    }

    [Theory]
    [InlineData("{0}", "NoDiagnostic", "-Diagnostic")]
    [InlineData("{0} -Diagnostic -Depth 0", "NoDiagnostic", "hidden layers")]
    [InlineData("{0} -Diagnostic | ForEach-Object {{ [System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($_)) }}", "DiagnosticLost", "Import-TrainingResult")]
    public void What_has_no_diagnostics_is_rejected_with_what_to_do(string script, string id, string advice)
    {
        const string Short = "Invoke-SwishTraining -Dataset $data -ValidationCount 0 -BatchSize 20 -Step 1";
        ErrorRecord error = session.Error(string.Format(null, script, Short) + " | Get-TrainingDiagnostic");
        Assert.Equal($"{id},Swish.Module.Commands.GetTrainingDiagnosticCommand", error.FullyQualifiedErrorId);
        Assert.Contains(advice, error.ToString(), StringComparison.Ordinal);
    }
}
