using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Swish.Module.Tests;

/// <summary>The cmdlet on a small set of its own: 300 images, so that a run takes milliseconds.</summary>
public sealed class InvokeSwishTrainingTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Quick = "-Dataset $data -ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5";

    [Fact]
    public void Gives_a_result_a_run_in_the_order_of_the_grid()
    {
        IReadOnlyList<PSObject> results = session.Objects(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -Step 3 -Activation ReLU, Swish -Depth 2, 1 "
                + "-Width 8 "
            + "-BatchSize 20, 30 -LearningRate 0.1, 0.01 -Repeat 2 -ThrottleLimit 2");
        List<string> expected = [];
        foreach (string activation in new[] { "ReLU", "Swish" })
            foreach (string layers in new[] { "8x2", "8" })
                foreach (int batch in new[] { 20, 30 })
                    foreach (string rate in new[] { "0.1", "0.01" })
                        foreach (int seed in new[] { 1, 2 })
                            expected.Add($"{activation} {layers} {batch} {rate} {seed}");
        Assert.Equal(expected, results.Select(r => FormattableString.Invariant(
            $"{Value(r, "Activation")} {Value(r, "HiddenLayers")} {Value(r, "BatchSize")} ")
            + FormattableString.Invariant($"{Value(r, "LearningRate")} {Value(r, "Seed")}")));
        Assert.All(results, r => Assert.Equal("Completed", Value(r, "Status")!.ToString()));
    }

    [Fact]
    public void A_result_is_flat()
    {
        PSObject result = Assert.Single(session.Objects($"Invoke-SwishTraining {Quick}"));
        Assert.Equal(
            ["Activation", "Depth", "Width", "HiddenLayers", "BatchSize", "LearningRate", "Optimizer", "Schedule",
                "L2", "Dropout", "BatchNorm", "Residual", "Initializer", "Dataset", "Seed", "SplitSeed", "Epochs",
                "Steps", "Status", "TestAccuracy", "ValidationAccuracy", "R2", "RMSE", "MAE", "TestLoss",
                "TrainLoss", "Parameters", "GateLayers", "Seconds", "SamplesPerSecond", "WeightHash", "RunId",
                "Classes", "ChanceAccuracy", "TestCount", "Setting", "OtherSettings", "NetworkPath", "Formula"],
            result.Properties.Select(p => p.Name));
        Assert.All(result.Properties, p => Assert.True(
            p.Value is null or string or int or long or double or bool, p.Name));
    }

    [Fact]
    public void Takes_recipes_by_name_and_by_object_from_the_pipeline()
    {
        const string Smaller = "-Dataset $data -ValidationCount 60 -Step 2 -BatchSize 20 -HiddenLayer 4";
        Assert.Equal([0.8, 0.008], session.Values<double>(
            $"'Synced2017Shallow', 'synced2017deep' | Invoke-SwishTraining {Smaller}", "LearningRate"));
        Assert.Equal(["ReLU", "Swish"], session.Values<string>(
            $"$r = Get-SwishRecipe Synced2017Deep; $r.Activation = 'ReLU', 'Swish'; $r | Invoke-SwishTraining "
                + $"{Smaller}",
            "Activation"));
        Assert.Equal(["ReLU"], session.Values<string>($"Invoke-SwishTraining Synced2017Deep {Smaller}", "Activation"));
    }

    [Fact]
    public void A_recipe_that_crossed_a_process_is_the_same_recipe()
    {
        const string Script = """
            $r = Get-SwishRecipe Synced2017Deep
            $r.HiddenLayer = 6, 5
            $r.Activation = 'ReLU', 'Swish'
            $r.BatchSize = 20; $r.Step = 2; $r.ValidationCount = 60
            $crossed = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r))
            $r, $crossed | ForEach-Object { Invoke-SwishTraining $_ -Dataset $data }
            """;
        IReadOnlyList<string> recipes = session.Values<string>(Script, "RunId");
        Assert.Equal(4, recipes.Count);
        Assert.Equal(recipes.Take(2), recipes.Skip(2));
    }

    [Fact]
    public void A_changed_recipe_leaves_the_object_as_it_is() =>
        Assert.Equal("128", session.Objects(
            $"$r = Get-SwishRecipe Default; $null = $r | Invoke-SwishTraining {Quick}; $r.BatchSize")[0].ToString());

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

    [Fact]
    public void What_is_no_data_set_is_rejected()
    {
        Assert.Equal("InvalidDataset,Swish.Module.Commands.InvokeSwishTrainingCommand",
            session.Error("Invoke-SwishTraining -Dataset 7").FullyQualifiedErrorId);
        Assert.Equal("PathNotFound,Swish.Module.Commands.InvokeSwishTrainingCommand",
            session.Error("Invoke-SwishTraining -Dataset ./nowhere").FullyQualifiedErrorId);
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

    [Fact]
    public void A_log_answers_with_the_name_that_the_data_set_has_now()
    {
        string path = session.NewFile("named.jsonl");
        string other = Directory.CreateDirectory(Path.Combine(session.Folder, "Other")).FullName;
        foreach (string file in Directory.GetFiles(session.Folder, "*-ubyte"))
            File.Copy(file, Path.Combine(other, Path.GetFileName(file)), overwrite: true);
        string run = $"-ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5 -ResultPath '{path}'";
        session.Objects($"Invoke-SwishTraining -Dataset $data {run}");
        Assert.Equal(["Other"], session.Values<string>($"Invoke-SwishTraining -Dataset '{other}' {run}", "Dataset"));
        Assert.Single(File.ReadAllLines(path)[1..]);
    }

    [Fact]
    public void A_shard_beyond_the_runs_says_that_it_has_none()
    {
        ScriptOutcome outcome = session.Run($"Invoke-SwishTraining {Quick} -Shard 2/3 -Verbose").RequireNoError();
        Assert.Empty(outcome.Objects);
        Assert.Contains(outcome.Verbose, line => line.Contains("none of the 1 runs", StringComparison.Ordinal));
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

    [Fact]
    public void WhatIf_tells_the_grid_its_size_and_the_time_and_trains_nothing()
    {
        string path = session.NewFile("whatif.jsonl");
        IReadOnlyList<string> lines = session.Lines(
            $"Invoke-SwishTraining {Quick} -Activation ReLU, Swish -ResultPath '{path}' -WhatIf");
        Assert.StartsWith("What if: 2 runs on ", lines[0], StringComparison.Ordinal);
        Assert.Contains("about a second", lines[0], StringComparison.Ordinal);
        Assert.Equal("What if: Run 2: Swish, 8, batch 20, learning rate 0.001, seed 1", lines[2]);
        Assert.False(File.Exists(path));
        Assert.Empty(session.Objects($"Invoke-SwishTraining {Quick} -WhatIf"));
    }

    [Fact]
    public void The_log_is_resumed_and_completed_in_order()
    {
        string path = session.NewFile("runs.jsonl");
        string command = $"Invoke-SwishTraining {Quick} -ResultPath '{path}'";
        session.Objects($"{command} -Seed 3, 1");
        ScriptOutcome outcome = session.Run($"{command} -Repeat 4 -Verbose").RequireNoError();
        Assert.Equal([1, 2, 3, 4], outcome.Objects.Select(o => (int)Value(o, "Seed")!));
        Assert.Contains(outcome.Verbose, line => line.Contains("2 of 4 runs found", StringComparison.Ordinal));
        Assert.DoesNotContain(outcome.Verbose, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"\d:\d\d"));
        Assert.Equal(1 + 4, File.ReadAllLines(path).Length);
        Assert.Contains("(in the log)", session.Lines($"{command} -Seed 1 -WhatIf")[1], StringComparison.Ordinal);
        session.Objects($"{command} -Repeat 4 -Force");
        Assert.Equal(1 + 8, File.ReadAllLines(path).Length);
        Assert.Equal(4, session.Objects($"Import-TrainingResult '{path}'").Count);
    }

    [Fact]
    public void A_data_set_that_nothing_wants_any_more_leaves_no_fault_behind()
    {
        string folder = Directory.CreateDirectory(session.NewFile("none")).FullName;
        ConcurrentQueue<string> left = [];
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => left.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            for (int i = 0; i < 3; i++)
            {
                session.Run("@() | Invoke-SwishTraining -Dataset $args[0]", folder).RequireNoError();
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
        Assert.DoesNotContain(left, text => text.Contains(folder, StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_whose_warning_ends_the_pipeline_is_closed()
    {
        string path = session.NewFile("warned.jsonl");
        string command = $"Invoke-SwishTraining {Quick} -ResultPath '{path}'";
        session.Objects(command);
        File.WriteAllText(path, File.ReadAllText(path)[..^20]);
        Assert.StartsWith("ActionPreferenceStop,",
            session.Error($"{command} -WarningAction Stop").FullyQualifiedErrorId, StringComparison.Ordinal);
        session.Objects(command); // rejected as long as anyone has the log open
    }

    [Fact]
    public void A_torn_log_is_cut_with_a_warning_and_a_damaged_one_rejected_with_its_line()
    {
        string path = session.NewFile("torn.jsonl");
        string command = $"Invoke-SwishTraining {Quick} -ResultPath '{path}'";
        session.Objects($"{command} -Repeat 2");
        string[] lines = File.ReadAllLines(path);
        File.WriteAllText(path, string.Join('\n', lines)[..^20]);
        string warning = Assert.Single(session.Run($"{command} -Repeat 2").RequireNoError().Warnings);
        Assert.Contains("is incomplete", warning, StringComparison.Ordinal);
        Assert.Contains($"'{path}.torn'", warning, StringComparison.Ordinal);
        Assert.Equal(lines[2][..^20], File.ReadAllText(path + ".torn"));
        Assert.Equal(1 + 2, File.ReadAllLines(path).Length);
        File.WriteAllText(path, $"{lines[0]}\n{lines[1][..^20]}\n{lines[2]}\n");
        ErrorRecord error = session.Error($"{command} -Repeat 2");
        Assert.Equal("ResultLogDamaged,Swish.Module.Commands.InvokeSwishTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains("Line 2 ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_somebody_else_is_neither_cut_nor_written()
    {
        foreach (string text in new[] { "{", "{\"version\":1", "{\"version\":1,\"notes\":[]}", "\0\0\0" })
        {
            string path = session.NewFile("notes.json");
            File.WriteAllText(path, text);
            ErrorRecord error = session.Error($"Invoke-SwishTraining {Quick} -ResultPath '{path}'");
            Assert.StartsWith("ResultLogDamaged,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(path));
        }
    }

    [Fact]
    public void Shards_make_up_the_whole_to_the_last_bit()
    {
        string all = $"Invoke-SwishTraining {Quick} -Activation ReLU, Swish -Repeat 3";
        IReadOnlyList<string> whole = session.Values<string>(all, "WeightHash");
        IReadOnlyList<string>[] shards =
            [.. Enumerable.Range(1, 4).Select(i => session.Values<string>($"{all} -Shard {i}/4", "WeightHash"))];
        Assert.Equal(whole, Enumerable.Range(0, 6).Select(i => shards[i % 4][i / 4]));
    }

    [Fact]
    public void A_diverging_run_is_a_result_among_the_others()
    {
        // Without a bend anywhere a network grows until it overflows.
        IReadOnlyList<string> status = session.Values<string>(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -Depth 3 -Width 8 -Activation Identity "
                + "-BatchSize 20 -Step 50 "
            + "-Optimizer SGD -LearningRate 0.01, 900000, 0.02", "Status");
        Assert.Equal(["Completed", "Diverged", "Completed"], status);
    }

    [Fact]
    public void Stopping_ends_the_sweep_and_finished_runs_are_in_the_log()
    {
        string path = session.NewFile("stopped.jsonl");
        using PowerShell shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        shell.AddScript("Import-Module $args[0]; Invoke-SwishTraining -Dataset $args[1] -ValidationCount 0 -BatchSize 20 "
            + "-HiddenLayer 8 -Repeat 20000 -Epoch 1 -ThrottleLimit 2 -ResultPath $args[2]");
        shell.AddArgument(BuiltModule.Manifest).AddArgument(session.Folder).AddArgument(path);
        using PSDataCollection<PSObject> output = [];
        using ManualResetEventSlim three = new();
        output.DataAdded += (_, _) =>
        {
            if (output.Count >= 3) three.Set();
        };
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Assert.True(three.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.True(running.IsCompleted);
        AssertEnded(path, atLeast: output.Count);
    }

    /// <summary>A sweep has let go of its log, which has its results, whole.</summary>
    private void AssertEnded(string path, int atLeast)
    {
        long length = new FileInfo(path).Length;
        int count = session.Objects("Import-TrainingResult $args[0]", path).Count;
        Assert.InRange(count, atLeast, 19_999);
        session.Objects($"Invoke-SwishTraining {Quick} -ResultPath $args[0]", path);
        Assert.Equal(count + 1, session.Objects("Import-TrainingResult $args[0]", path).Count);
        Assert.InRange(new FileInfo(path).Length, length + 1, length + 4000);
    }

    [Fact]
    public void Progress_tells_the_sweep_and_its_runs()
    {
        ScriptOutcome outcome = session.Run(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -HiddenLayer 256, 256 -BatchSize 20 -Repeat 4 "
                + "-Step 300 -ThrottleLimit 2");
        outcome.RequireNoError();
        Assert.Contains(outcome.Progress, p =>
            p.ActivityId == 1 && p.StatusDescription.Contains("of 4 runs done", StringComparison.Ordinal));
        ProgressRecord run = outcome.Progress.Last(
            p => p.StatusDescription.StartsWith("Step ", StringComparison.Ordinal));
        Assert.Equal(1, run.ParentActivityId);
        Assert.Matches(@"^Step \d+ of 300, loss \d+\.\d{4}, validation accuracy ", run.StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, outcome.Progress.Last(p => p.ActivityId == 1).RecordType);
    }

    [Fact]
    public void Completes_recipes_batch_normalization_and_closed_choices()
    {
        Assert.Equal(["Synced2017Shallow", "Synced2017Deep"], session.Complete("Invoke-SwishTraining -Recipe sync"));
        Assert.Equal(["None", "All", "2", "3"], session.Complete("Invoke-SwishTraining -BatchNorm "));
        Assert.Equal(["Adam", "AdamW"], session.Complete("Invoke-SwishTraining -Optimizer ad"));
        Assert.Contains("ReLU", session.Complete("Invoke-SwishTraining -Activation "));
    }

    [Fact]
    public void No_recipe_from_the_pipeline_is_no_run() =>
        Assert.Empty(session.Objects("@() | Invoke-SwishTraining"));

    [Fact]
    public void Trains_activations_from_the_pipeline_by_the_default_recipe() =>
        Assert.Equal(["ReLU", "Mish"], session.Values<string>(
            $"Get-Activation ReLU, Mish | Invoke-SwishTraining {Quick}", "Activation"));

    [Fact]
    public void Tells_where_an_activation_goes_that_was_given_for_a_recipe()
    {
        ErrorRecord error = session.Error("'ReLU' | Invoke-SwishTraining");
        Assert.StartsWith("UnknownRecipe,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.EndsWith(
            "ReLU is an activation; specify it with -Activation.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_names_of_the_columns_for_the_length() =>
        Assert.Equal([2], session.Values<int>(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -Width 8 -BatchSize 20 -Steps 2", "Steps"));

    private static object? Value(PSObject result, string name) => result.Properties[name].Value;
}
