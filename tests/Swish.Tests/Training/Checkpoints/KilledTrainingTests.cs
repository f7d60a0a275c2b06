using System.Diagnostics;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Swish.Training.Checkpoints;
using Xunit;

namespace Swish.Tests.Training.Checkpoints;

/// <summary>A process that is killed while it writes checkpoints.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledTrainingTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Kills_while_files_are_written_leave_no_half_file_and_the_run_comes_to_its_bits()
    {
        GoldenBits whole = CheckpointRun.Do(_folder.File("whole.jsonl"), every: 0);
        string log = _folder.File("killed.jsonl");
        int last = 0, halves = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using FileSystemWatcher watcher = new(_folder.Path) { EnableRaisingEvents = true };
            using SemaphoreSlim begun = new(0);
            watcher.Created += (_, e) =>
            {
                if (e.Name!.EndsWith(".tmp", StringComparison.Ordinal)) begun.Release();
            };
            using Process process = ChildProcess.Start(null, "dotnet", Places.Program, "checkpoint", log);
            // Some checkpoints later in each process, so that the run gets on and the kills come at other places.
            for (int written = 0; written < 2 + kill % 3; written++) begun.Wait(TestContext.Current.CancellationToken);
            process.Kill();
            process.WaitForExit();

            string path = Assert.Single(Directory.GetFiles(_folder.Path, "killed.jsonl.*.checkpoint"));
            using FileStream stream = File.OpenRead(path);
            string runId = path.Split('.')[^2];
            Checkpoint checkpoint = CheckpointFormat.Read(stream, runId)!;
            Assert.True(checkpoint.Step > last, "The run did not continue.");
            last = checkpoint.Step;
            halves += Directory.GetFiles(_folder.Path, "*.tmp").Length;
        }
        Assert.True(halves > 0, "No kill came while a file was written.");
        Assert.Equal(whole.ToString(), ChildProcess.RunSelf(null, "checkpoint", log).Trim());
        Assert.Equal(["killed.jsonl", "whole.jsonl"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }
}
