using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>A disk that takes data into its cache and refuses to keep them, as strace pretends.</summary>
[Trait("Speed", "Slow")]
public sealed class RefusedFlushTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    [Theory]
    [InlineData("EIO", "ResultLogWriteFailed", "NetworkFileUnavailable")]
    [InlineData("ENOSPC", "ResultLogFull", "NetworkFileFull")]
    public void No_log_is_begun_and_no_network_counts_as_written(string cause, string logError, string networkError)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"), "strace is not installed.");
        string log = session.NewFile($"{cause}.jsonl"), networks = session.NewFile($"{cause}.networks");
        Directory.CreateDirectory(networks);
        string training = $"Invoke-SwishTraining -Dataset '{session.Folder}' -ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5";
        PowerShellProcess ended = Run(cause,
            $"{training} -ResultPath '{log}' -ErrorAction SilentlyContinue | ForEach-Object TestAccuracy; "
            + $"{training} -NetworkPath '{networks}' -ErrorAction SilentlyContinue | ForEach-Object TestAccuracy; "
            + "$Error.FullyQualifiedErrorId");
        Assert.Contains(ended.Output, line => line.StartsWith(logError, StringComparison.Ordinal));
        Assert.Contains(ended.Output, line => line.StartsWith(networkError, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(networks));
        // Without a log, the result is there all the same.
        Assert.Equal(1, ended.Output.Count(line => line.StartsWith("0.", StringComparison.Ordinal)));
    }

    private PowerShellProcess Run(string cause, string script)
    {
        ProcessStartInfo info = new("strace",
        [
            "-f", "--seccomp-bpf", "-o", session.NewFile($"{cause}.trace"), "-e", "trace=fsync", "-e", $"inject=fsync:error={cause}",
            "dotnet", BuiltModule.PowerShell, "-NoProfile", "-NonInteractive",
            "-Command", $"$ProgressPreference = 'Ignore'; Import-Module '{BuiltModule.Manifest}'; {script}",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["NO_COLOR"] = "1";
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(info)!;
        return PowerShellProcess.End(process);
    }
}
