using System.Diagnostics;

namespace Swish.Module.Tests;

/// <summary>A named pipe in place of a file is rejected by every cmdlet, which would otherwise wait for ever.</summary>
public sealed class PipeFileTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    [Theory]
    [InlineData("Import-SwishNetwork $pipe", "PathNotFile")]
    [InlineData("Get-Item $pipe | Import-SwishNetwork", "PathNotFile")]
    [InlineData("Import-TableDataset $pipe -Label y", "PathNotFile")]
    [InlineData("Import-TableDataset -LiteralPath $pipe -Label y", "PathNotFile")]
    [InlineData("Import-CifarDataset $pipe", "PathNotFile")]
    [InlineData("Import-ImageDataset $pipe -Size 4", "PathNotFile")]
    [InlineData("Import-MnistDataset $pipe", "PathNotFile")]
    [InlineData("Import-TrainingResult $pipe", "PathNotFile")]
    [InlineData("Import-TrainingResult $pipe*", "PathNotFile")]
    [InlineData("Import-TrainingResult $log -Destination $pipe", "ResultLogUnavailable")]
    [InlineData("Invoke-SwishTraining -Dataset $data -Step 1 -InitialNetwork $pipe", "PathNotFile")]
    [InlineData("Invoke-SwishTraining -Dataset $data -Step 1 -InitialNetwork (Get-Item $pipe)", "NetworkFileUnavailable")]
    [InlineData("Invoke-SwishTraining -Dataset $data -Step 1 -ValidationCount 0 -ResultPath $pipe", "ResultLogUnavailable")]
    [InlineData("Export-SwishReport ./never.html -ResultPath $pipe", "PathNotFile")]
    [InlineData("Get-ActivationCurve ReLU | Export-SwishPlot ($pipe + '.svg') -Force", "PathNotFile")]
    [InlineData("Invoke-SwishTraining -Dataset $data -Step 1 -ValidationCount 0 | Export-SwishReport ($pipe + '.html') -Force", "PathNotFile")]
    [InlineData("Invoke-SwishTraining -Dataset $data -Step 1 -ValidationCount 0 -KeepNetwork | Export-SwishNetwork $pipe -Force", "PathNotFile")]
    public void A_pipe_is_rejected(string command, string id)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no paths of files on Windows.");
        string path = session.NewFile("pipe");
        string[] pipes = [path, session.NewFile("pipe.svg"), session.NewFile("pipe.html")];
        using (Process make = Process.Start("mkfifo", pipes)) make.WaitForExit();
        ScriptOutcome outcome = session.Run($"$pipe = $args[0]; $log = $args[1]; {command}", path, session.NewFile("no.jsonl"));
        Assert.Contains(outcome.AllErrors, e => e.FullyQualifiedErrorId.StartsWith(id + ",", StringComparison.Ordinal));
        foreach (string pipe in pipes)
        {
            using Process test = Process.Start("test", ["-p", pipe]);
            test.WaitForExit();
            Assert.Equal(0, test.ExitCode);
        }
    }

    [Fact]
    public void Completion_does_not_wait_for_a_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no paths of files on Windows.");
        string path = session.NewFile("pipe.csv");
        using (Process make = Process.Start("mkfifo", [path])) make.WaitForExit();
        session.Objects("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)",
            $"Import-TableDataset '{path}' -Label ");
    }
}
