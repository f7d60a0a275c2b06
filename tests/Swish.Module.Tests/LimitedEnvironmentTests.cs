using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;

namespace Swish.Module.Tests;

/// <summary>
/// PowerShell with the module in an environment that has less than usual: the same weights, and no error.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class LimitedEnvironmentTests(SmallDatasetSession session) : IClassFixture<SmallDatasetSession>
{
    private const string Sweep = "-ValidationCount 60 -HiddenLayer 8 -BatchSize 20 -Step 5 -Repeat 4";

    [Theory]
    [InlineData("ulimit -n 256")]
    [InlineData("unset HOME")]
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
    public void Too_little_memory_for_the_data_is_a_typed_error()
    {
        // 64 MiB; the inputs by themselves are 76 MiB.
        PowerShellProcess ended = Run("export DOTNET_GCHeapHardLimit=0x4000000",
            "try { $null = New-ToyDataset Moons -Count 10000000 } catch { $_.FullyQualifiedErrorId }");
        Assert.StartsWith("MemoryUnavailable,", Assert.Single(ended.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_memory_for_a_plot_is_a_typed_error()
    {
        // 256 MiB for .NET; the picture by itself takes 400 MB of the system.
        string path = session.NewFile("large.png");
        PowerShellProcess ended = Run("export DOTNET_GCHeapHardLimit=0x10000000",
            $"try {{ Get-ActivationCurve Swish -Count 9 | Export-SwishPlot '{path}' -Width 10000 -Height 10000 }} "
            + "catch { $_.FullyQualifiedErrorId }");
        Assert.StartsWith("MemoryUnavailable,", Assert.Single(ended.Output), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Too_little_memory_for_pictures_is_a_typed_error()
    {
        // 128 MiB for .NET; the decoder takes 500 MB for a picture, most of it from the system.
        string folder = Path.Combine(session.Folder, "pictures");
        foreach (string kind in new[] { "a", "b" })
        {
            Directory.CreateDirectory(Path.Combine(folder, kind));
            for (int i = 0; i < 2; i++) WriteBlackPng(Path.Combine(folder, kind, $"{i}.png"), 8000, 4000);
        }
        PowerShellProcess ended = Run("export DOTNET_GCHeapHardLimit=0x8000000",
            $"try {{ $null = Import-ImageDataset '{folder}' -Size 8 -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId; $_.TargetObject }}");
        Directory.Delete(folder, recursive: true);
        Assert.StartsWith("MemoryUnavailable,", ended.Output[0], StringComparison.Ordinal);
        Assert.EndsWith("0.png", ended.Output[1], StringComparison.Ordinal);
    }

    /// <summary>Writes a black picture.</summary>
    private static void WriteBlackPng(string path, int width, int height)
    {
        using MemoryStream data = new();
        using (ZLibStream compressed = new(data, CompressionLevel.Fastest, leaveOpen: true))
            for (int row = 0; row < height; row++) compressed.Write(new byte[1 + (3 * width)]);
        byte[] header = [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0];
        File.WriteAllBytes(path,
        [
            0x89, .. "PNG\r\n\u001a\n"u8,
            .. Chunk([.. "IHDR"u8, .. header]), .. Chunk([.. "IDAT"u8, .. data.ToArray()]), .. Chunk([.. "IEND"u8]),
        ]);

        static byte[] Chunk(byte[] bytes) =>
            [.. BigEndian(bytes.Length - 4), .. bytes, .. BigEndian((int)Checksum(bytes))];

        // CRC-32, bit by bit: the process of the tests must not load the library that the module has in a context of its own.
        static uint Checksum(byte[] bytes)
        {
            uint rest = uint.MaxValue;
            foreach (byte next in bytes)
            {
                rest ^= next;
                for (int bit = 0; bit < 8; bit++) rest = (rest >> 1) ^ ((rest & 1) * 0xEDB88320);
            }
            return ~rest;
        }

        static byte[] BigEndian(int number)
        {
            byte[] bytes = new byte[sizeof(int)];
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            return bytes;
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
