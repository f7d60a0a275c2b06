using System.Diagnostics;
using Swish.Models;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>A process that is killed while it writes networks.</summary>
[Trait("Speed", "Slow")]
public sealed class KilledNetworkWriterTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Kills_while_files_are_written_leave_no_half_file()
    {
        int halves = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using FileSystemWatcher watcher = new(_folder.Path) { EnableRaisingEvents = true };
            using SemaphoreSlim begun = new(0);
            watcher.Created += (_, e) =>
            {
                if (e.Name!.EndsWith(".tmp", StringComparison.Ordinal)) begun.Release();
            };
            using Process process = ChildProcess.Start(null, "dotnet", Places.Program, "networks", _folder.Path);
            for (int written = 0; written < 3 + kill % 4; written++) begun.Wait(TestContext.Current.CancellationToken);
            process.Kill();
            process.WaitForExit();

            string[] files = Directory.GetFiles(_folder.Path, "*" + NetworkFile.Extension);
            Assert.Equal(2, files.Length);
            foreach (string file in files)
                Assert.Equal(Path.GetFileNameWithoutExtension(file), NetworkFile.Read(file).RunId);
            halves += Directory.GetFiles(_folder.Path, "*.tmp").Length;
        }
        Assert.True(halves > 0, "No kill came while a file was written.");

        foreach (string half in Directory.GetFiles(_folder.Path, "*.tmp"))
            File.SetLastWriteTimeUtc(half, DateTime.UtcNow.AddHours(-1));
        foreach (string file in Directory.GetFiles(_folder.Path, "*" + NetworkFile.Extension))
            NetworkFile.Write(NetworkFile.Read(file), file, overwrite: true);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tmp"));
    }
}
