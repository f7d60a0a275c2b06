using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>
/// PowerShell with the module in an environment that has less than usual: the same weights, and no error.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class LimitedEnvironmentTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Sweep = "-ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5 -Repeat 4";

    [Theory]
    [InlineData("ulimit -n 64")]
    [InlineData("unset HOME")]
    [InlineData("export HOME=/proc XDG_CACHE_HOME=/proc XDG_CONFIG_HOME=/proc XDG_DATA_HOME=/proc")]
    [InlineData("export HOME=/nonexistent")]
    [InlineData("unset TMPDIR")]
    [InlineData("export TMPDIR=/nonexistent")]
    [InlineData("taskset -p -c 0 $$ >/dev/null")]
    public void The_results_are_the_same(string environment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "These are limits of Linux.");
        string log = session.NewFile($"limited-{Math.Abs(environment.GetHashCode(StringComparison.Ordinal))}.jsonl");
        string command = $"Invoke-SwishTraining -Dataset '{session.Folder}' {Sweep} -ResultPath '{log}'";
        PowerShellProcess ended = Run(environment, $"{command} | ForEach-Object WeightHash; "
            + $"Get-ActivationCurve Swish -Count 9 | Export-SwishPlot '{log}.svg' -Force");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(session.Values<string>($"Invoke-SwishTraining -Dataset $data {Sweep}", "WeightHash"), ended.Output);
    }

    [Fact]
    public void The_memory_that_counts_is_what_the_process_may_use()
    {
        // 192 MiB for .NET, as in a container; the network needs more.
        PowerShellProcess ended = Run("export DOTNET_GCHeapHardLimit=0xC000000",
            $"Invoke-SwishTraining -Dataset '{session.Folder}' -ValidationCount 60 -BatchSize 20 -Step 1 -Depth 2 -Width 4000");
        Assert.Contains("0.2 GiB are available", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_wait_for_memory_under_the_limit_of_a_container()
    {
        const string Groups = "/sys/fs/cgroup/memory";
        string group = $"{Groups}/swish-test-{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(group);
            File.WriteAllText($"{group}/memory.limit_in_bytes", $"{600 << 20}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Assert.Skip("The memory of a control group (version 1) cannot be limited here.");
        }
        try
        {
            // Six networks of some 100 MiB at once would be more than the limit, and the process would be killed.
            PowerShellProcess ended = Run($"echo $$ >{group}/cgroup.procs",
                $"Invoke-SwishTraining -Dataset '{session.Folder}' -ValidationCount 60 -BatchSize 20 -Step 3 -Depth 2 "
                + "-Width 2500 -Repeat 8 -ThrottleLimit 8 -Thread 1 | ForEach-Object Status");
            Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
            Assert.Equal(Enumerable.Repeat("Completed", 8), ended.Output);
        }
        finally
        {
            Directory.Delete(group);
        }
    }

    private static PowerShellProcess Run(string environment, string script)
    {
        ProcessStartInfo info = new("bash",
        [
            "-c", environment + "; exec dotnet \"$@\"", "bash", BuiltModule.PowerShell, "-NoProfile", "-NonInteractive",
            "-Command", $"$ProgressPreference = 'Ignore'; Import-Module '{BuiltModule.Manifest}'; {script}",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["NO_COLOR"] = "1";
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(info)!;
        return PowerShellProcess.End(process);
    }
}
