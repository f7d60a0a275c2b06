using System.Management.Automation;
using System.Management.Automation.Runspaces;
using static Swish.Module.Tests.PropertyValue;

namespace Swish.Module.Tests;

/// <summary>Invoke-SwishTraining with a result log and with shards.</summary>
public sealed class TrainingLogTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Quick = SmallDatasetSession.Quick;

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
}
