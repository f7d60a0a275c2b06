using System.Management.Automation;
using static Swish.Module.Tests.PropertyValue;

namespace Swish.Module.Tests;

/// <summary>Which values Invoke-SwishTraining takes, rejects and warns of.</summary>
public sealed class TrainingArgumentTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Quick = SmallDatasetSession.Quick;

    [Theory]
    [InlineData("-HiddenLayer 8 -Depth 2", "ContradictingParameters", "-HiddenLayer and -Depth")]
    [InlineData("-HiddenLayer 8 -Width 2", "ContradictingParameters", "-HiddenLayer and -Width")]
    [InlineData("-Epoch 1 -Step 2", "ContradictingParameters", "-Epoch and -Step")]
    [InlineData("-Seed 1 -Repeat 2", "ContradictingParameters", "-Seed and -Repeat")]
    [InlineData("-Force", "ContradictingParameters", "-ResultPath")]
    [InlineData("-Recipe Synced2018", "UnknownRecipe", "Synced2017Deep")]
    [InlineData("-Recipe 7", "InvalidRecipe", "Get-SwishRecipe")]
    [InlineData("-Recipe Synced2017Deep -Depth 3", "WidthNeeded", "Width")]
    [InlineData("-Shard 3/2", "InvalidShard", "2/8")]
    [InlineData("-Shard two", "InvalidShard", "2/8")]
    [InlineData("-BatchNorm some", "InvalidBatchNorm", "None, All")]
    [InlineData("-ValidationCount 0 -Seed 1, 1", "DuplicateRun", "Runs 1 and 2")]
    [InlineData("-ValidationCount 0 -BatchSize 301", "BatchLargerThanTrainingSet", "301")]
    [InlineData("-ValidationCount 300", "ValidationSetTooLarge", "300")]
    [InlineData("-ValidationCount 60 -Depth 2000 -Width 20000", "NetworkTooLarge", "GiB")]
    [InlineData("-ValidationCount 60 -HiddenLayer 1000000, 1000000", "NetworkTooLarge", "A layer of the network")]
    [InlineData("-ValidationCount 0 -BatchSize 1 -Epoch 2147483647", "TooManySteps", "2147483647")]
    [InlineData("-ValidationCount 0 -BatchSize 1 -Step 200000 -EvaluateEvery 1", "TooManyEvaluations", "EvaluateEvery")]
    public void What_cannot_be_is_rejected_by_id_before_anything_runs(string parameters, string id, string part)
    {
        ErrorRecord error = session.Error($"Invoke-SwishTraining -Dataset $data {parameters}");
        Assert.Equal($"{id},Swish.Module.Commands.InvokeSwishTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-SwishTraining -LearningRate 0,001", true)]
    [InlineData("Invoke-SwishTraining -LearningRate 0,5, 1", true)]
    [InlineData("Invoke-SwishTraining -LearningRate 0, 0.1", false)]
    [InlineData("Invoke-SwishTraining -LearningRate 0.1, 0", false)]
    [InlineData("Invoke-SwishTraining -Dropout 0,5", true)]
    [InlineData("Invoke-SwishTraining -Dropout 0.1, 0.5", false)]
    [InlineData("Invoke-SwishTraining -Residual 0, 1", false)]
    [InlineData("Optimize-SwishTraining -LearningRateRange 0,1", true)]
    [InlineData("Optimize-SwishTraining -LearningRateRange 0, 0.1", false)]
    public void A_comma_in_a_number_is_explained(string command, bool isExplained) => Assert.Equal(
        isExplained, session.Error($"{command} -Dataset $data").ToString().EndsWith(
            "A comma separates values in PowerShell; write 0.001 with a point.", StringComparison.Ordinal));

    [Fact]
    public void What_is_no_data_set_is_rejected()
    {
        Assert.Equal("InvalidDataset,Swish.Module.Commands.InvokeSwishTrainingCommand",
            session.Error("Invoke-SwishTraining -Dataset 7").FullyQualifiedErrorId);
        Assert.Equal("PathNotFound,Swish.Module.Commands.InvokeSwishTrainingCommand",
            session.Error("Invoke-SwishTraining -Dataset ./nowhere").FullyQualifiedErrorId);
    }

    [Fact]
    public void A_log_that_is_a_link_to_itself_is_rejected()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        string folder = Directory.CreateTempSubdirectory("swish-test-").FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder, "a.jsonl"), Path.Combine(folder, "b.jsonl"));
            File.CreateSymbolicLink(Path.Combine(folder, "b.jsonl"), Path.Combine(folder, "a.jsonl"));
            foreach (string option in new[] { "", " -WhatIf" })
                Assert.Equal("ResultLogUnavailable,Swish.Module.Commands.InvokeSwishTrainingCommand",
                    session.Error($"Invoke-SwishTraining -Dataset $data -Step 1 -ResultPath {folder}/a.jsonl{option}")
                        .FullyQualifiedErrorId);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static TheoryData<string, string> WrongNumbers()
    {
        TheoryData<string, string> cases = [];
        foreach (string name in new[] { "BatchSize", "Epoch", "Step", "Repeat", "Width", "HiddenLayer",
            "ThrottleLimit", "Thread" })
            foreach (string value in new[] { "0", "-1" }) cases.Add(name, value);
        foreach (string name in new[] { "Depth", "Seed", "DecayStep", "WarmupStep", "EvaluateEvery",
            "ValidationCount" })
            cases.Add(name, "-1");
        foreach (string name in new[] { "LearningRate", "DecayRate" })
            foreach (string value in new[] { "0", "-0.1", "NaN", "Infinity", "1e9" }) cases.Add(name, value);
        foreach (string name in new[] { "Momentum", "Dropout", "MovingAverageDecay" })
            foreach (string value in new[] { "-0.1", "1", "NaN", "Infinity" }) cases.Add(name, value);
        foreach (string name in new[] { "WeightDecay", "GradientClip", "L2" })
            foreach (string value in new[] { "-0.1", "NaN", "-Infinity", "1e9" }) cases.Add(name, value);
        return cases;
    }

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void A_number_out_of_range_is_rejected_in_a_sentence_of_ours(string parameter, string value)
    {
        ErrorRecord error = session.Error(
            "$p = @{ $args[0] = [double]::Parse($args[1], [cultureinfo]::InvariantCulture) }; Invoke-SwishTraining "
                + "-Dataset $data @p",
            parameter, value);
        string id = parameter is "Repeat" or "Width" or "HiddenLayer" or "Depth" or "ThrottleLimit" or "Thread"
            ? "ParameterArgumentValidationError"
            : "Invalid" + parameter;
        Assert.Equal($"{id},Swish.Module.Commands.InvokeSwishTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Contains(" is a ", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-LearningRate '0,1'", "'0,1' is not a number")]
    [InlineData("-BatchSize '1,024'", "'1,024' is not a number")]
    [InlineData("-Depth ten", "'ten' is not a number")]
    [InlineData("-Depth 1..4", "write a range in parentheses, (1..4)")]
    [InlineData("-Depth 1, 2.5", "2.5 is not a whole number")]
    [InlineData("-Seed '1.5'", "1.5 is not a whole number")]
    [InlineData("-Step NaN", "NaN is not a whole number")]
    public void A_number_that_PowerShell_would_read_as_another_is_rejected(string parameters, string part)
    {
        ErrorRecord error = session.Error($"Invoke-SwishTraining -Dataset $data {parameters}");
        Assert.Equal("ParameterArgumentTransformationError,Swish.Module.Commands.InvokeSwishTrainingCommand",
            error.FullyQualifiedErrorId);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_in_text_are_read_in_the_cultures_way_and_with_a_point()
    {
        const string InGermany = "$before = [cultureinfo]::CurrentCulture; [cultureinfo]::CurrentCulture = 'de-DE'; try { "
            + $"Invoke-SwishTraining {Quick} -LearningRate '0,002', '0.003', 0.004 -Seed '21' "
            + "} finally { [cultureinfo]::CurrentCulture = $before }";
        Assert.Equal([0.002, 0.003, 0.004], session.Values<double>(InGermany, "LearningRate"));
        Assert.Equal([21, 21, 21], session.Values<int>(InGermany, "Seed"));
    }

    [Theory]
    [InlineData("BatchSize")]
    [InlineData("LearningRate")]
    [InlineData("Seed")]
    public void A_recipe_without_a_value_to_sweep_is_rejected_by_name(string property)
    {
        ErrorRecord error = session.Error(
            $"$r = Get-SwishRecipe Default; $r.{property} = @(); Invoke-SwishTraining $r -Dataset $data");
        Assert.Equal("EmptySweep,Swish.Module.Commands.InvokeSwishTrainingCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith(property, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Optimizers_schedules_and_initializers_are_swept_in_their_order()
    {
        IReadOnlyList<PSObject> results = session.Objects(
            $"Invoke-SwishTraining {Quick} -Optimizer Momentum, Nesterov -Schedule Exponential, Step "
            + "-Initializer HeNormal, GlorotNormal -Seed 1, 2");
        List<string> expected = [];
        foreach (string optimizer in new[] { "Momentum", "Nesterov" })
            foreach (string schedule in new[] { "Exponential", "Step" })
                foreach (string initializer in new[] { "HeNormal", "GlorotNormal" })
                    foreach (int seed in new[] { 1, 2 }) expected.Add($"{optimizer} {schedule} {initializer} {seed}");
        Assert.Equal(expected, results.Select(r =>
            $"{Value(r, "Optimizer")} {Value(r, "Schedule")} {Value(r, "Initializer")} {Value(r, "Seed")}"));
    }

    [Theory]
    [InlineData("-Momentum 0.5, 0.9", "takes one value, not a list of 2")]
    [InlineData("-L2Layer All, First", "takes one value, not a list of 2")]
    [InlineData("-BatchNormPosition BeforeActivation, AfterActivation", "takes one value, not a list of 2")]
    [InlineData("-BatchNorm 2, 3", "takes one value, not a list of 2")]
    [InlineData("-Step 5, 6", "takes one value, not a list of 2")]
    [InlineData("-Repeat 5, 6", "takes one value, not a list of 2")]
    [InlineData("-Thread 1, 2", "takes one value, not a list of 2")]
    [InlineData("-ThrottleLimit 1, 2, 3", "takes one value, not a list of 3")]
    [InlineData("-Optimizer 'Momentum, Nesterov'", "Write several without quotes")]
    [InlineData("-Optimizer ''", "needs a value")]
    [InlineData("-Depth ''", "needs a value")]
    [InlineData("-Seed ''", "needs a value")]
    [InlineData("-ValidationCount ''", "needs a value")]
    [InlineData("-ValidationCount ' '", "is not a number")]
    [InlineData("-ValidationCount $null", "needs a value")]
    [InlineData("-Seed $true", "not a value of type Boolean")]
    [InlineData("-Seed ([char]'2')", "not a value of type Char")]
    [InlineData("-Seed 3000000000", "too large")]
    [InlineData("-Residual:'maybe'", "is $true or $false")]
    public void What_is_not_one_value_of_the_parameter_is_rejected(string parameters, string part)
    {
        ErrorRecord error = session.Error($"Invoke-SwishTraining -Dataset $data {parameters}");
        Assert.Equal("ParameterArgumentTransformationError,Swish.Module.Commands.InvokeSwishTrainingCommand",
            error.FullyQualifiedErrorId);
        Assert.Contains(part, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-LearningRate 0.1", "100 times")]
    [InlineData("-BatchNorm 3", "begins at hidden layer 3")]
    [InlineData("-BatchNorm All -BatchSize 1", "batch of 1")]
    [InlineData("-Momentum 0.5", "-Momentum has no effect")]
    [InlineData("-DecayRate 0.5", "-DecayRate has no effect")]
    [InlineData("-Staircase", "-Staircase has no effect")]
    [InlineData("-L2Layer First", "-L2Layer has no effect")]
    [InlineData("-BatchNormPosition AfterActivation", "-BatchNormPosition has no effect")]
    [InlineData("-WarmupStep 10", "longer than the run")]
    [InlineData("-Schedule Step -DecayRate 1.5", "the learning rate grows")]
    [InlineData("-Optimizer SGD -LearningRate 2 -L2 0.5", "takes away 1 times each weight")]
    [InlineData("-Optimizer AdamW -LearningRate 0.5 -WeightDecay 4", "takes away 2 times each weight")]
    [InlineData("-HiddenLayer 8, 4 -Residual", "-Residual has no effect on the hidden layers 8-4")]
    [InlineData("-Optimizer SGD", "is one for Adam")]
    [InlineData("-HiddenLayer @() -Dropout 0.5", "-Dropout has no effect: the network has no hidden layer")]
    [InlineData("-HiddenLayer @() -Activation ReLU", "-Activation has no effect: the network has no hidden layer")]
    public void What_is_surely_unwanted_is_done_with_a_warning(string parameters, string part)
    {
        ScriptOutcome outcome = session.Run(
            $"Invoke-SwishTraining -Dataset $data -ValidationCount 60 {Layers(parameters)} -Step 2 {parameters}");
        Assert.Single(outcome.RequireNoError().Objects);
        Assert.Contains(part, Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-ValidationCount 60 -BatchSize 20 -Epoch 2 -WarmupStep 25", "The warm-up of 25 steps is longer than the run of 24,")]
    [InlineData("-ValidationCount 200 -BatchSize 20 -Step 2", "200 of the 300 training images")]
    public void What_the_data_show_is_done_with_a_warning(string parameters, string part)
    {
        ScriptOutcome outcome = session.Run($"Invoke-SwishTraining -Dataset $data -HiddenLayer 4 {parameters}");
        Assert.Single(outcome.RequireNoError().Objects);
        Assert.Contains(part, Assert.Single(outcome.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Without hidden layers the widths are the same network.</summary>
    [Fact]
    public void A_sweep_with_depth_0_and_several_widths_is_told_the_way_out()
    {
        ErrorRecord error = session.Error(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -Depth 0, 1 -Width 4, 8 -Step 2");
        Assert.StartsWith("DuplicateRun,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Train networks of depth 0 in a separate sweep", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, session.Objects("""
            $c = @{ Dataset = $data; ValidationCount = 60; Step = 2 }
            Invoke-SwishTraining @c -Depth 0; Invoke-SwishTraining @c -Depth 1 -Width 4, 8
            """).Count);
    }

    private static string Layers(string parameters) =>
        parameters.Contains("-HiddenLayer", StringComparison.Ordinal) ? "" : "-HiddenLayer 4";

    [Theory]
    [InlineData("-LearningRate 0.05")]
    [InlineData("-Optimizer Nesterov -Momentum 0.5")]
    [InlineData("-Optimizer SGD -LearningRate 0.5")]
    [InlineData("-Schedule Step -DecayRate 0.5 -DecayStep 2")]
    [InlineData("-Optimizer AdamW -WeightDecay 0.1 -L2 0.001")]
    [InlineData("-BatchNorm All -BatchNormPosition AfterActivation -Dropout 0.1 -Standardize -GradientClip 1")]
    public void Nothing_is_said_of_what_makes_sense(string parameters) =>
        Assert.Empty(session.Run($"Invoke-SwishTraining {Quick} {parameters}").RequireNoError().Warnings);
}
