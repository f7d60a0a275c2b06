using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>A signal to PowerShell in the middle of a sweep with a log.</summary>
[Trait("Speed", "Slow")]
public sealed class InterruptedProcessTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Sweep = "-HiddenLayer 64, 64 -BatchSize 20 -ValidationCount 60 -Step 200 -ThrottleLimit 2";

    // PowerShell stops its pipeline at Ctrl+C, and ends with 1 or, if the script has nothing left to do, with 0.
    // SIGTERM ends it at once: 128 and the number of the signal.
    [Theory]
    [InlineData("INT", 0, 1)]
    [InlineData("TERM", 143, 143)]
    public void A_signal_ends_the_sweep_and_what_has_finished_is_in_the_log(string signal, int lowest, int highest)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        string log = session.NewFile($"{signal}.jsonl");
        using Process process = PowerShellProcess.Start(
            $"Invoke-SwishTraining -Dataset '{session.Folder}' {Sweep} -Repeat 10000 -ResultPath '{log}' | % WeightHash");
        List<string> hashes = [process.StandardOutput.ReadLine()!, process.StandardOutput.ReadLine()!];
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        PowerShellProcess ended = PowerShellProcess.End(process);
        Assert.InRange(ended.ExitCode, lowest, highest);
        hashes.AddRange(ended.Output.Where(line => line.Length == hashes[0].Length));

        IReadOnlyList<string> logged = session.Values<string>(
            $"Import-TrainingResult '{log}' -WarningAction Ignore", "WeightHash");
        Assert.InRange(logged.Count, hashes.Count, 9999);
        Assert.Subset(logged.ToHashSet(), hashes.ToHashSet());
        Assert.Equal(hashes.Take(2), session.Values<string>(
            $"Invoke-SwishTraining -Dataset $data {Sweep} -Repeat 2 -ResultPath '{log}' -WarningAction Ignore", "WeightHash"));
    }
}
