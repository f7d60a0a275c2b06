using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Get-TrainingHistory and Import-TrainingResult.</summary>
public sealed class TrainingResultCommandTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Train = "Invoke-SwishTraining -Dataset $data -ValidationCount 60 -HiddenLayer 8 "
        + "-BatchSize 20 -Step 6 -EvaluateEvery 2";

    [Fact]
    public void Get_TrainingHistory_gives_the_points_of_each_run_with_its_columns()
    {
        IReadOnlyList<PSObject> points = session.Objects($"{Train} -Activation ReLU, Swish | Get-TrainingHistory");
        Assert.Equal(
            ["ReLU 2", "ReLU 4", "ReLU 6", "Swish 2", "Swish 4", "Swish 6"],
            points.Select(p => $"{p.Properties["Activation"].Value} {p.Properties["Step"].Value}"));
        Assert.All(points, p => Assert.InRange((double)p.Properties["ValidationAccuracy"].Value, 0, 1));
        Assert.Equal(
            ["Activation", "Depth", "HiddenLayers", "Network", "BatchSize", "Optimizer", "Schedule", "L2", "Dropout",
                "BatchNorm", "Residual", "Initializer", "Dataset", "Seed", "SplitSeed", "Step", "Epoch", "LearningRate", "TrainLoss",
                "ValidationLoss", "ValidationAccuracy", "RunId"],
            points[0].Properties.Select(p => p.Name));
    }

    [Fact]
    public void Curves_of_runs_that_differ_in_one_setting_are_lines_of_their_own()
    {
        string[] legend = [.. session.Objects(
            $"({Train}), ({Train} -Dropout 0.5), ({Train} -BatchNorm All) | Get-TrainingHistory | "
            + "Show-SwishPlot -Width 100").Select(line => line.ToString())];
        Assert.All(["dropout 0, batch norm None", "dropout 0.5, batch norm None", "dropout 0, batch norm All"],
            name => Assert.Contains(legend, line => line.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Get_TrainingHistory_says_what_to_do_where_the_curve_was_lost()
    {
        ErrorRecord error = session.Error(
            $"$text = [System.Management.Automation.PSSerializer]::Serialize(({Train})); "
            + "[System.Management.Automation.PSSerializer]::Deserialize($text) | Get-TrainingHistory");
        Assert.Equal("HistoryLost,Swish.Module.Commands.GetTrainingHistoryCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Import-TrainingResult", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_TrainingResult_gives_back_the_same_objects_with_their_curves()
    {
        string path = session.NewFile("same.jsonl");
        ScriptOutcome outcome = session.Run($$"""
            $live = {{Train}} -Repeat 2 -ResultPath '{{path}}' -ThrottleLimit 1
            $back = Import-TrainingResult '{{path}}'
            foreach ($i in 0, 1) { foreach ($p in $live[$i].PSObject.Properties.Name) { if ("$($live[$i].$p)" -ne "$($back[$i].$p)") { $p } } }
            if ("$($live | Get-TrainingHistory)" -ne "$($back | Get-TrainingHistory)") { 'history' }
            $back.Count
            """).RequireNoError();
        Assert.Equal(2, Assert.Single(outcome.Objects).BaseObject);
    }

    [Fact]
    public void Import_TrainingResult_reads_several_logs_and_gives_each_run_once()
    {
        for (int i = 1; i <= 3; i++)
            session.Objects($"{Train} -Repeat 6 -Shard {i}/3 -ThrottleLimit 1 -ResultPath $args[0]",
                session.NewFile($"shard-{i}.jsonl"));
        Assert.Equal([1, 4, 2, 5, 3, 6], session.Values<int>($"Import-TrainingResult "
            + $"'{session.Folder}/shard-*.jsonl'", "Seed"));
        Assert.Equal([1, 4, 2, 5, 3, 6], session.Values<int>(
            $"$ExecutionContext.InvokeProvider.Item.Get('{session.Folder}/shard-*.jsonl') | Import-TrainingResult",
                "Seed"));
        Assert.Equal([1, 4], session.Values<int>(
            $"'{session.Folder}/shard-1.jsonl', '{session.Folder}/shard-1.jsonl' | Import-TrainingResult", "Seed"));
    }

    [Fact]
    public void Import_TrainingResult_goes_on_after_a_log_that_it_rejects()
    {
        string good = session.NewFile("good.jsonl");
        string bad = session.NewFile("bad[1].jsonl");
        session.Objects($"{Train} -ResultPath $args[0]", good);
        File.WriteAllText(bad, "{\"version\":2}\n");
        ScriptOutcome outcome = session.Run("Import-TrainingResult -LiteralPath $args", bad, good);
        Assert.Single(outcome.Objects);
        Assert.Equal("ResultLogVersion,Swish.Module.Commands.ImportTrainingResultCommand",
            outcome.SingleError.FullyQualifiedErrorId);
        Assert.Equal("PathNotFound,Swish.Module.Commands.ImportTrainingResultCommand",
            session.Error("Import-TrainingResult ./nowhere.jsonl").FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Import-TrainingResult \"a`0b\"", "InvalidPath")]
    [InlineData("Import-TrainingResult -LiteralPath \"a`0b\"", "InvalidPath")]
    [InlineData("Import-TrainingResult \"$folder/a[.jsonl\"", "InvalidPattern")]
    [InlineData("Get-SwishRecipe '[a'", "InvalidPattern")]
    [InlineData("Import-MnistDataset \"a`0b\"", "InvalidPath")]
    [InlineData("Import-MnistDataset \"$folder/a[.jsonl\"", "InvalidPattern")]
    [InlineData("Invoke-SwishTraining -WhatIf -Dataset \"a`0b\"", "InvalidPath")]
    [InlineData("Invoke-SwishTraining -WhatIf -ResultPath \"a`0b\"", "InvalidPath")]
    [InlineData("Search-Activation -ResultPath \"a`0b\"", "InvalidPath")]
    public void What_can_be_no_path_is_rejected(string script, string id)
    {
        File.WriteAllText(session.NewFile("a[.jsonl"), ""); // where nothing has that name, nothing is found
        ErrorRecord error = session.Error($"$folder = '{session.Folder}'; {script}");
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
    }

    [Fact]
    public void Import_TrainingResult_merges_logs_into_one_that_has_each_run_once()
    {
        string folder = Directory.CreateDirectory(session.NewFile("merge")).FullName;
        for (int i = 1; i <= 2; i++)
            session.Objects($"{Train} -Repeat 4 -Shard {i}/2 -ThrottleLimit 1 -ResultPath $args[0]", $"{folder}/part{i}.jsonl");
        string all = $"{folder}/all.jsonl";
        Assert.Equal(4, session.Objects($"Import-TrainingResult '{folder}/part*.jsonl' -Destination $args[0] -WhatIf", all).Count);
        Assert.False(File.Exists(all));
        // The destination itself may be among the logs.
        for (int i = 0; i < 2; i++)
            Assert.Equal(4, session.Objects($"Import-TrainingResult '{folder}/*.jsonl' -Destination $args[0]", all).Count);
        Assert.Equal(1 + 4, File.ReadAllLines(all).Length);
        string before = File.ReadAllText(all);
        ScriptOutcome outcome = session.Run($"{Train} -Repeat 4 -ResultPath $args[0] -Verbose", all).RequireNoError();
        Assert.Equal([1, 2, 3, 4], outcome.Objects.Select(o => (int)o.Properties["Seed"].Value));
        Assert.Equal(before, File.ReadAllText(all));
        File.WriteAllText($"{folder}/notes.txt", "{");
        Assert.StartsWith("ResultLogDamaged,", session.Error(
            $"Import-TrainingResult '{all}' -Destination '{folder}/notes.txt'").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("{", File.ReadAllText($"{folder}/notes.txt"));
    }

    [Fact]
    public void Import_TrainingResult_passes_a_torn_line_over_with_a_warning_and_leaves_the_file()
    {
        string path = session.NewFile("torn.jsonl");
        session.Objects($"{Train} -Repeat 2 -ResultPath $args[0]", path);
        string torn = File.ReadAllText(path)[..^30];
        File.WriteAllText(path, torn);
        ScriptOutcome outcome = session.Run("Import-TrainingResult $args[0]", path).RequireNoError();
        Assert.Single(outcome.Objects);
        Assert.Contains("torn", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal(torn, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("-Step 1", "after 1 steps", false)]
    [InlineData("-Optimizer SGD -LearningRate 1000000 -Activation Identity -Step 20", "-EvaluateEvery", true)]
    public void A_run_that_ended_before_its_first_evaluation_is_warned_of(string parameters, string part, bool isWarned)
    {
        ScriptOutcome outcome = session.Run(
            "Invoke-SwishTraining -Dataset $data -ValidationCount 50 -BatchSize 50 -Width 8 -Depth 1 "
            + $"-WarningAction Ignore {parameters} | Get-TrainingHistory").RequireNoError();
        Assert.Equal(isWarned, outcome.Objects.Count == 0);
        Assert.Equal(isWarned ? 1 : 0, outcome.Warnings.Count);
        if (isWarned) Assert.Contains(part, outcome.Warnings[0], StringComparison.Ordinal);
    }
}
