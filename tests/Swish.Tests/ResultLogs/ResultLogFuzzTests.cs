using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.ResultLogs;

/// <summary>
/// Whatever bytes a log has: runs or a typed rejection, never another exception, and never a run that was not written.
/// </summary>
[Trait("Speed", "Slow")]
public class ResultLogFuzzTests
{
    private static readonly byte[] Log = SweepSamples.LogBytes(3);
    private static readonly HashSet<string> Written =
        [.. SweepSamples.Recipes(3).Select(r => SweepSamples.Finish(r).RunId)];

    [Property(MaxTest = 500)]
    public void Any_bytes(byte[] content) => Read(content);

    [Property(MaxTest = 500)]
    public void Any_text(string text) => Read(System.Text.Encoding.UTF8.GetBytes(text ?? ""));

    [Property(MaxTest = 1000)]
    public void A_log_with_bytes_replaced_inserted_and_removed(PositiveInt position, byte[] inserted, byte removed)
    {
        int at = position.Get % Log.Length;
        int end = Math.Min(Log.Length, at + removed);
        Read([.. Log[..at], .. inserted, .. Log[end..]]);
    }

    [Property(MaxTest = 300)]
    public Property A_log_whose_lines_are_shuffled_and_repeated()
    {
        byte[][] lines = [.. SweepSamples.Recipes(3).Select(r => ResultLogLine.Write(SweepSamples.Entry(r)))];
        return Prop.ForAll(Gen.Choose(0, 2).ListOf().ToArbitrary(), order =>
            Read([.. order.SelectMany(i => lines[i])]) == order.Count);
    }

    [Fact]
    public void A_line_that_never_ends_is_rejected_within_bounded_memory()
    {
        using EndlessLine stream = new(length: 1L << 30);
        ResultLogReader reader = ResultLogReader.Open(stream, "runs.jsonl");
        SwishException error = Assert.Throws<SwishException>(reader.ReadNext);
        Assert.Equal("ResultLogDamaged", error.ErrorId);
        Assert.InRange(stream.Position, 1, 128 << 20);
    }

    [Fact]
    public void Zeros_that_never_end_are_rejected()
    {
        using EndlessLine stream = new(length: 1L << 30, 0);
        Assert.Equal("ResultLogDamaged", Assert.Throws<SwishException>(
            ResultLogReader.Open(stream, "runs.jsonl").ReadNext).ErrorId);
        Assert.InRange(stream.Position, 1, 64 << 20);
    }

    [Theory]
    [InlineData("/dev/null", "ResultLogWriteFailed")]
    [InlineData("/dev/zero", "ResultLogUnavailable")]
    [InlineData("/dev/full", "ResultLogUnavailable")]
    public void A_device_is_no_log(string path, string id)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "These are devices of Linux.");
        Assert.Equal(id, Assert.Throws<SwishException>(() => ResultLog.Open(path)).ErrorId);
    }

    [Fact]
    public void Deep_nesting_is_damage() =>
        Assert.Equal(-1, Read(System.Text.Encoding.UTF8.GetBytes("{\"version\":" + new string('[', 100_000) + "\n")));

    /// <summary>The number of runs read, or −1 where the log was rejected.</summary>
    private static int Read(byte[] content)
    {
        ResultLogReader reader = ResultLogReader.Open(new MemoryStream(content), "runs.jsonl");
        int count = 0;
        try
        {
            while (reader.ReadNext() is ResultLogEntry entry)
            {
                Assert.Contains(entry.Result.RunId, Written);
                count++;
            }
        }
        catch (SwishException error)
        {
            Assert.True(error.ErrorId is "ResultLogDamaged" or "ResultLogVersion", error.ErrorId);
            return -1;
        }
        Assert.InRange(reader.CompleteLength, 0, content.Length);
        return count;
    }

    private sealed class EndlessLine(long length, byte value = (byte)'x') : Stream
    {
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => _position; set => throw new NotSupportedException(); }
        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, read).Fill(value);
            _position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
