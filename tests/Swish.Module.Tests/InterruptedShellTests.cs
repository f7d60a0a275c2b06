using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>Ctrl+C in the shell, in the middle of a sweep with a log.</summary>
public sealed class InterruptedShellTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Sweep = "-HiddenLayer 64, 64 -BatchSize 20 -ValidationCount 60 -Step 200 -ThrottleLimit 2";

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_sweep_and_what_has_finished_is_in_the_pipeline_and_in_the_log(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        string log = session.NewFile($"{signal}.jsonl");
        ProcessStartInfo info = new("dotnet", [
            BuiltModule.Shell, "-NoProgress", "-Command",
            $"Invoke-SwishTraining -Dataset '{session.Folder}' {Sweep} -Repeat 10000 -ResultPath '{log}' | & {{ process {{ $_.WeightHash }} }}",
        ]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(info)!;
        List<string> hashes = [shell.StandardOutput.ReadLine()!, shell.StandardOutput.ReadLine()!];
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{shell.Id}"])) kill.WaitForExit();
        hashes.AddRange(shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        shell.WaitForExit();
        Assert.Equal(exitCode, shell.ExitCode);

        IReadOnlyList<string> logged = session.Values<string>($"Import-TrainingResult '{log}'", "WeightHash");
        Assert.InRange(logged.Count, hashes.Count, 9999);
        Assert.Subset(logged.ToHashSet(), hashes.ToHashSet());
        Assert.Equal(
            hashes.Take(2),
            session.Values<string>($"Invoke-SwishTraining -Dataset $data {Sweep} -Repeat 2 -ResultPath '{log}'", "WeightHash"));
    }
}
