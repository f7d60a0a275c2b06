using System.Diagnostics;
using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>A sweep in processes of their own: in shards, killed, resumed, and merged.</summary>
[Trait("Speed", "Slow")]
public sealed class ShardProcessTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const int Shards = 3;
    private const string Sweep = "-ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 4000 -EvaluateEvery 1000 "
        + "-Activation ReLU, Swish";

    private const string KillItself = "[System.Diagnostics.Process]::GetCurrentProcess().Kill()";

    [Fact]
    public void Shards_one_of_them_killed_and_repeated_merge_to_the_bits_of_the_single_run()
    {
        string[] logs = [.. Enumerable.Range(1, Shards).Select(i => session.NewFile($"shard-{i}.jsonl"))];
        // The second shard ends itself when it has a run in its log and others to do.
        Process[] processes = [.. logs.Select((log, i) => Start(log, i + 1, repeat: 6, i == 1 ? KillItself : "$_.Seed"))];
        foreach (Process process in processes) End(process);
        Assert.InRange(Runs(logs[1]).Count, 1, 3);

        End(Start(logs[1], 2, repeat: 6), exitCode: 0);

        IReadOnlyList<PSObject> whole = session.Objects($"Invoke-SwishTraining -Dataset $data {Sweep} -Repeat 6");
        IReadOnlyList<PSObject> merged = session.Objects($"Import-TrainingResult '{session.Folder}/shard-*.jsonl'");
        Assert.Equal(whole.Select(Key).Order(), merged.Select(Key).Order());
        Assert.Equal(12, merged.Count);
        Assert.All(logs, log => Assert.Equal(1 + 4, File.ReadAllLines(log).Length));
    }

    [Fact]
    public void A_second_process_on_the_same_log_is_rejected()
    {
        string log = session.NewFile("shared.jsonl");
        // So many runs that the log is held until the process is killed.
        using Process first = Start(log, shard: 1, repeat: 3000);
        Assert.Equal("1", first.StandardOutput.ReadLine());
        ErrorRecord error = session.Error($"Invoke-SwishTraining -Dataset $data {Sweep} -ResultPath $args[0]", log);
        Assert.Equal("ResultLogInUse,Swish.Module.Commands.InvokeSwishTrainingCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category);
        Assert.NotEmpty(Runs(log));
        first.Kill(entireProcessTree: true);
        End(first);
    }

    private IReadOnlyList<PSObject> Runs(string log) => session.Objects("Import-TrainingResult $args[0] -WarningAction Ignore", log);

    private static string Key(PSObject result) => $"{result.Properties["RunId"].Value} {result.Properties["WeightHash"].Value}";

    private Process Start(string log, int shard, int repeat, string forEachResult = "$_.Seed") => PowerShellProcess.Start(
        $"Invoke-SwishTraining -Dataset '{session.Folder}' {Sweep} -Repeat {repeat} -Shard {shard}/{Shards} "
        + $"-ThrottleLimit 1 -Thread 1 -ResultPath '{log}' | ForEach-Object {{ {forEachResult} }}");

    private static void End(Process process, int? exitCode = null)
    {
        PowerShellProcess ended = PowerShellProcess.End(process);
        if (exitCode is int expected) Assert.Equal((expected, ""), (ended.ExitCode, ended.Error));
        process.Dispose();
    }
}
