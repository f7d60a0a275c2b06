using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;
using static Swish.Tests.ResultLogs.ResultLogActions;

namespace Swish.Tests.ResultLogs;

/// <summary>Result logs whose end a crash or a power cut has damaged.</summary>
[Trait("Speed", "Slow")]
public sealed class TornResultLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_torn_at_any_byte_is_cut_off_with_a_warning()
    {
        byte[] whole = SweepSamples.LogBytes(2);
        int first = SweepSamples.LogBytes(1).Length;
        string path = _folder.File("runs.jsonl");
        for (int length = first + 1; length < whole.Length - 1; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (ResultLog log = ResultLog.Open(path))
            {
                Assert.Equal(1, log.Count);
                Assert.Contains("line 3", log.Warning, StringComparison.Ordinal);
                Assert.Contains("cut off", log.Warning, StringComparison.Ordinal);
                Assert.Contains(path + ".torn", log.Warning, StringComparison.Ordinal);
            }
            Assert.Equal(whole[..first], File.ReadAllBytes(path));
            Assert.Equal(whole[first..length], File.ReadAllBytes(path + ".torn"));
            File.Delete(path + ".torn");
        }
    }

    [Fact]
    public void What_is_cut_off_takes_the_place_of_no_other_file()
    {
        byte[] whole = SweepSamples.LogBytes(2);
        string path = _folder.File("runs.jsonl", whole[..^20]);
        byte[] theirs = _folder.Write("runs.jsonl.torn", "my notes");
        using (ResultLog log = ResultLog.Open(path))
            Assert.Contains(path + ".torn2", log.Warning, StringComparison.Ordinal);
        Assert.Equal(theirs, File.ReadAllBytes(path + ".torn"));
        Assert.Equal(whole[SweepSamples.LogBytes(1).Length..^20], File.ReadAllBytes(path + ".torn2"));
    }

    [Fact]
    public void A_full_disk_leaves_no_incomplete_copy()
    {
        string path = _folder.File("runs.jsonl.torn");
        using MemoryStream log = new(new byte[100]);
        Assert.Throws<IOException>(() => ResultLogFile.Keep(path, log, 10, 50, file =>
        {
            File.WriteAllBytes(file, new byte[20]);
            return new SmallDisk(capacity: 20);
        }));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Nothing_is_cut_off_that_cannot_be_kept()
    {
        byte[] torn = SweepSamples.LogBytes(2)[..^20];
        using SmallDisk disk = new(capacity: int.MaxValue);
        disk.Write(torn);
        disk.Position = 0;
        Assert.Equal("ResultLogWriteFailed", Assert.Throws<SwishException>(
            () => ResultLog.Open(disk, _folder.File("missing/runs.jsonl"))).ErrorId);
        Assert.Equal(torn, disk.ToArray());
    }

    [Fact]
    public void Zeros_that_a_crash_left_are_cut_off()
    {
        byte[] whole = SweepSamples.LogBytes(1);
        foreach (int zeros in new[] { 1, 5000, 1 << 16, 100 << 20 })
        {
            string path = _folder.File("runs.jsonl", whole);
            using (FileStream file = new(path, FileMode.Append)) file.SetLength(whole.Length + zeros);
            Assert.Single(ResultLogReader.Read(path));
            using (ResultLog log = ResultLog.Open(path))
                Assert.Contains($"{zeros} zeros", log.Warning, StringComparison.Ordinal);
            Assert.Equal(whole, File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(_folder.Path));
        }
    }

    [Fact]
    public void Zeros_behind_an_incomplete_line_or_one_without_its_end_are_cut_off_too()
    {
        byte[] whole = SweepSamples.LogBytes(2);
        int first = SweepSamples.LogBytes(1).Length;
        string path = _folder.File("runs.jsonl", [.. whole[..^30], .. new byte[70_000]]);
        using (ResultLog log = ResultLog.Open(path)) Assert.Equal(1, log.Count);
        Assert.Equal(whole[..first], File.ReadAllBytes(path));
        Assert.Equal(whole[first..^30], File.ReadAllBytes(path + ".torn"));

        File.WriteAllBytes(path, [.. whole[..^1], .. new byte[70_000]]);
        using (ResultLog log = ResultLog.Open(path)) Assert.Equal(2, log.Count);
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Fact]
    public void Reading_zeros_can_be_stopped()
    {
        using CancellationTokenSource stop = new();
        using StoppedStream stream = new(SweepSamples.LogBytes(1), stop);
        ResultLogReader reader = ResultLogReader.Open(stream, "runs.jsonl", stop.Token);
        Assert.NotNull(reader.ReadNext());
        Assert.Throws<OperationCanceledException>(reader.ReadNext);
        Assert.InRange(stream.Position, 1 << 20, 2 << 20);

        string path = _folder.File("runs.jsonl", [.. SweepSamples.LogBytes(1), .. new byte[1 << 20]]);
        long length = new FileInfo(path).Length;
        Assert.Throws<OperationCanceledException>(() => ResultLog.Open(path, stop.Token));
        Assert.Throws<OperationCanceledException>(() => new ResultLogMerge().Add(path, _ => { }, null, stop.Token));
        Assert.Equal(length, new FileInfo(path).Length);
    }

    [Fact]
    public void Zeros_that_another_program_appends_to_an_open_log_are_cut_off()
    {
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            foreach (int zeros in new[] { 5000, 1, 1 << 20 })
            {
                Append(log, SweepSamples.Recipes(4)[log.Count]);
                using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(file.Length + zeros);
            }
            Append(log, SweepSamples.Recipes(4)[3]);
        }
        Assert.Equal(SweepSamples.LogBytes(4), File.ReadAllBytes(path));
    }

    [Fact]
    public void More_zeros_than_can_be_checked_are_an_error_and_the_log_stays()
    {
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        Append(log, SweepSamples.Recipes(1)[0]);
        long length = SweepSamples.LogBytes(1).Length + (1L << 30) + 1;
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
        Assert.Equal("ResultLogWriteFailed", Assert.Throws<SwishException>(
            () => Append(log, SweepSamples.Recipes(2)[1])).ErrorId);
        Assert.Equal(length, new FileInfo(path).Length);
        file.SetLength(SweepSamples.LogBytes(1).Length);
    }

    [Fact]
    public void A_file_of_zeros_and_zeros_before_other_bytes_are_left_as_they_are()
    {
        foreach (byte[] content in new byte[][]
        {
            new byte[10], new byte[1 << 20], [.. SweepSamples.LogBytes(1), .. new byte[1 << 20], 1],
            [.. SweepSamples.LogBytes(1), .. new byte[10], (byte)'\n'],
        })
        {
            string path = _folder.File("runs.jsonl", content);
            Assert.Equal("ResultLogDamaged", OpenError(path).ErrorId);
            Assert.Equal(content, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void An_incomplete_line_in_a_log_of_version_0_1_is_cut_off()
    {
        byte[] old = SweepSamples.LogBytes(2)[SweepSamples.Header.Length..];
        int first = Array.IndexOf(old, (byte)'\n') + 1;
        string path = _folder.File("runs.jsonl", old[..(first + 100)]);
        using (ResultLog log = ResultLog.Open(path)) Assert.Equal(1, log.Count);
        Assert.Equal(old[..first], File.ReadAllBytes(path));
        // Also its only line, where it is so long that nobody else can have written it.
        File.WriteAllBytes(path, old[..100]);
        using (ResultLog log = ResultLog.Open(path)) Assert.Equal(0, log.Count);
        Assert.Equal(SweepSamples.Header, File.ReadAllBytes(path));
        Assert.Equal(old[..100], File.ReadAllBytes(path + ".torn2"));
    }

    [Fact]
    public void A_last_line_that_lacks_its_end_alone_is_kept()
    {
        byte[] whole = SweepSamples.LogBytes(2);
        string path = _folder.File("runs.jsonl", whole[..^1]);
        using (ResultLog log = ResultLog.Open(path))
        {
            Assert.Equal(2, log.Count);
            Assert.Null(log.Warning);
        }
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_damaged_last_line_with_its_end_is_no_torn_line()
    {
        byte[] changed = SweepSamples.LogBytes(2)[..^1];
        changed[^100] ^= 1;
        Assert.Equal("ResultLogDamaged", OpenError(_folder.File("runs.jsonl", changed)).ErrorId);
        Assert.Equal(changed, File.ReadAllBytes(_folder.File("runs.jsonl")));
        byte[] text = [.. SweepSamples.LogBytes(1), .. "my notes"u8];
        Assert.Equal("ResultLogDamaged", OpenError(_folder.File("runs.jsonl", text)).ErrorId);
        Assert.Equal(text, File.ReadAllBytes(_folder.File("runs.jsonl")));
        string path = _folder.File("runs.jsonl", [.. SweepSamples.LogBytes(1), .. "{\"version\":1,\"finger\n"u8]);
        Assert.Equal("ResultLogDamaged", Assert.Throws<SwishException>(() => ResultLog.Open(path)).ErrorId);
    }

    /// <summary>A log behind which are zeros without end; after a megabyte, somebody stops reading.</summary>
    private sealed class StoppedStream(byte[] log, CancellationTokenSource stop) : MemoryStream(log)
    {
        public override long Length => 1L << 41;

        public override int Read(Span<byte> buffer)
        {
            if (Position > 1 << 20) stop.Cancel();
            int count = base.Read(buffer);
            if (count > 0) return count;
            buffer.Clear();
            Position += buffer.Length;
            return buffer.Length;
        }
    }
}
