using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Xunit;
using static Swish.Tests.ResultLogs.ResultLogActions;

namespace Swish.Tests.ResultLogs;

/// <summary>What another program appends to a log in the moment in which it is written, or cut.</summary>
public sealed class AppendedResultLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly IReadOnlyList<TrainingRecipe> _recipes = SweepSamples.Recipes(6);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void What_is_appended_between_the_length_and_the_write_stays(int foreign)
    {
        string path = _folder.File("runs.jsonl", SweepSamples.LogBytes(1));
        byte[] line = [.. Line(1), (byte)'\n'];
        using (ResultLog log = OpenInterrupted(path, [.. Enumerable.Repeat(line, foreign).SelectMany(bytes => bytes)]))
        {
            Append(log, _recipes[2]);
            Append(log, _recipes[3]);
            Assert.NotNull(log.Find(SweepSamples.Finish(_recipes[3]).RunId));
        }
        Assert.Equal([1, .. Enumerable.Repeat(2, foreign), 3, 4], ResultLogReader.Read(path).Select(e => e.Result.Seed));
    }

    [Fact]
    public void A_part_of_a_line_before_ours_is_an_error_and_stays()
    {
        string path = _folder.File("runs.jsonl", SweepSamples.LogBytes(1));
        using ResultLog log = OpenInterrupted(path, "a part"u8.ToArray());
        Assert.Equal("ResultLogDamaged", Assert.Throws<SwishException>(() => Append(log, _recipes[2])).ErrorId);
        Assert.Equal([.. SweepSamples.LogBytes(1), .. "a part"u8], File.ReadAllBytes(path)[..(SweepSamples.LogBytes(1).Length + 6)]);
    }

    [Fact]
    public void A_line_without_its_end_before_ours_stays_a_line()
    {
        string path = _folder.File("runs.jsonl", SweepSamples.LogBytes(1));
        using (ResultLog log = OpenInterrupted(path, Line(1)))
        {
            Append(log, _recipes[2]);
            Append(log, _recipes[3]);
            Assert.NotNull(log.Find(SweepSamples.Finish(_recipes[1]).RunId));
        }
        Assert.Equal([1, 2, 3, 4], ResultLogReader.Read(path).Select(e => e.Result.Seed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void What_is_appended_while_an_incomplete_line_is_kept_stays(int zeros)
    {
        byte[] whole = SweepSamples.LogBytes(1), torn = Line(4)[..200];
        string path = _folder.File("runs.jsonl", [.. whole, .. torn, .. new byte[zeros]]);
        using (InterruptedFile file = new(path))
        {
            file.AfterReading = (position, count) =>
            {
                if (position != whole.Length || count != torn.Length) return;
                file.AfterReading = null;
                AppendForeign(path, [(byte)'\n', .. Line(1), (byte)'\n']);
            };
            using ResultLog log = ResultLog.Open(file, path);
            Assert.Null(file.AfterReading);
            Assert.Contains("has been cut off", log.Warning, StringComparison.Ordinal);
            Append(log, _recipes[2]);
        }
        Assert.Equal(torn, File.ReadAllBytes(path + ".torn"));
        Assert.Equal([1, 2, 3], ResultLogReader.Read(path).Select(e => e.Result.Seed));
    }

    /// <summary>Who reads a log while it is written sees the beginning of a line, and must not read its rest as a line.</summary>
    [Fact]
    public void A_line_that_is_written_while_the_log_is_read_is_incomplete()
    {
        byte[] whole = SweepSamples.LogBytes(1), line = [.. Line(1), (byte)'\n'];
        string path = _folder.File("runs.jsonl", [.. whole, .. line[..200]]);
        using InterruptedFile file = new(path);
        file.AfterReading = (position, _) =>
        {
            if (position < whole.Length + 200) return;
            file.AfterReading = null;
            AppendForeign(path, line[200..]);
        };
        ResultLogReader reader = ResultLogReader.Open(file, path);
        Assert.Equal(1, reader.ReadNext()!.Result.Seed);
        Assert.Null(reader.ReadNext());
        Assert.Null(file.AfterReading);
        Assert.Contains("is incomplete", reader.IncompleteLineWarning, StringComparison.Ordinal);
        Assert.Null(reader.ReadNext());
        Assert.Equal(2, ResultLogReader.Read(path).Count());
    }

    /// <summary>Opens a log to which another program appends bytes between the look at its length and the first write.</summary>
    private static ResultLog OpenInterrupted(string path, byte[] foreign)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there is a log written at its end, wherever it is by then.");
        InterruptedFile file = new(path);
        AppendMode.TrySet(file, isSet: true);
        ResultLog log = ResultLog.Open(file, path);
        file.BeforeWriting = (_, _) =>
        {
            file.BeforeWriting = null;
            AppendForeign(path, foreign);
        };
        return log;
    }

    private byte[] Line(int recipe) => ResultLogLine.Write(SweepSamples.Entry(_recipes[recipe]))[..^1];

    private static void AppendForeign(string path, byte[] bytes)
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }
}
