using System.Collections.Concurrent;
using System.Management.Automation;
using static Swish.Module.Tests.PropertyValue;

namespace Swish.Module.Tests;

/// <summary>The cmdlet on a small set of its own: 300 images, so that a run takes milliseconds.</summary>
public sealed class InvokeSwishTrainingTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Quick = SmallDatasetSession.Quick;

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
            ["Activation", "Depth", "Width", "HiddenLayers", "Network", "BatchSize", "LearningRate", "Optimizer",
                "Schedule", "L2", "Dropout", "BatchNorm", "Residual", "Initializer", "Dataset", "Seed", "SplitSeed", "Epochs",
                "Steps", "Status", "TestAccuracy", "ValidationAccuracy", "R2", "RMSE", "MAE", "TestLoss",
                "TrainLoss", "Parameters", "GateLayers", "Looks", "Seconds", "SamplesPerSecond", "WeightHash", "RunId",
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
}
