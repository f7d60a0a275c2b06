using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;
using static Swish.Tests.ResultLogs.ResultLogActions;

namespace Swish.Tests.ResultLogs;

public sealed class ResultLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_appended_is_found_again()
    {
        string path = _folder.File("runs.jsonl");
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        using (ResultLog log = ResultLog.Open(path))
        {
            Assert.Equal(0, log.Count);
            foreach (TrainingRecipe recipe in recipes)
                log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe));
            Assert.Equal(3, log.Count);
        }
        Assert.Equal(SweepSamples.LogBytes(3), File.ReadAllBytes(path));
        using ResultLog again = ResultLog.Open(path);
        Assert.Null(again.Warning);
        Assert.Equal(3, again.Count);
        foreach (TrainingRecipe recipe in recipes)
        {
            TrainingResult expected = SweepSamples.Finish(recipe);
            SweepSamples.AssertSame(expected, again.Find(expected.RunId)!);
        }
        Assert.Null(again.Find("none"));
    }

    [Fact]
    public void Nothing_but_the_log_is_left_in_the_folder()
    {
        using (ResultLog log = ResultLog.Open(_folder.File("runs.jsonl"))) Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Equal([_folder.File("runs.jsonl")], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_log_begins_with_a_line_that_marks_it()
    {
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path)) Assert.Equal(SweepSamples.Header, File.ReadAllBytes(path));
        // A crash in the middle of that line.
        for (int length = 30; length < SweepSamples.Header.Length; length++)
        {
            File.WriteAllBytes(path, SweepSamples.Header[..length]);
            using (ResultLog log = ResultLog.Open(path)) Assert.Equal(0, log.Count);
            Assert.Equal(SweepSamples.Header, File.ReadAllBytes(path));
        }
        // Logs that are concatenated have more than one.
        File.WriteAllBytes(path, [.. SweepSamples.LogBytes(2), .. SweepSamples.LogBytes(3)]);
        using (ResultLog log = ResultLog.Open(path)) Assert.Equal(3, log.Count);
    }

    [Fact]
    public void What_another_program_writes_into_an_open_log_stays()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            Append(log, recipes[0]);
            // A process on another machine, whose lock this one does not see.
            Tamper(path, file => file.Write([.. ResultLogLine.Write(SweepSamples.Entry(recipes[1]))[..^1]]));
            Append(log, recipes[2]);
        }
        Assert.Equal(SweepSamples.LogBytes(3), File.ReadAllBytes(path));
        Assert.Equal(3, ResultLogReader.Read(path).Count());
    }

    [Fact]
    public void A_log_that_is_cut_deleted_or_replaced_while_it_is_written_loses_no_later_run()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(4);
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            Append(log, recipes[0]);
            File.Delete(path);
            Append(log, recipes[1]);
            Assert.Equal(SweepSamples.LogBytes(2), File.ReadAllBytes(path));
            // As an editor saves a file: under another name first.
            File.Copy(path, path + ".new");
            File.Move(path + ".new", path, overwrite: true);
            Append(log, recipes[2]);
            Assert.Equal(SweepSamples.LogBytes(3), File.ReadAllBytes(path));
            Assert.Equal("ResultLogInUse", OpenError(path).ErrorId);
            Tamper(path, file => file.SetLength(SweepSamples.Header.Length));
            Append(log, recipes[3]);
        }
        Assert.Equal(4, Assert.Single(ResultLogReader.Read(path)).Result.Seed);
    }

    [Theory]
    [InlineData("my notes\nline 2\nno newline at the end", true)]
    [InlineData("half a line", false)]
    [InlineData("a picture that ends in zeros", true, 1 << 16)]
    public void A_log_that_is_overwritten_in_place_by_something_else_is_not_changed(
        string text, bool overwrites, int zeros = 0)
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            Append(log, recipes[0]);
            Tamper(path, file =>
            {
                if (overwrites) file.SetLength(0);
                file.Write(System.Text.Encoding.UTF8.GetBytes(text));
                file.SetLength(file.Length + zeros);
            });
            byte[] there = ReadShared(path);
            Assert.Equal("ResultLogDamaged", Assert.Throws<SwishException>(() => Append(log, recipes[1])).ErrorId);
            Assert.Equal(there, ReadShared(path));
            // Once the file is a log again, runs are added to it.
            Tamper(path, file =>
            {
                file.SetLength(0);
                file.Write(SweepSamples.LogBytes(2));
            });
            Append(log, recipes[2]);
        }
        Assert.Equal(SweepSamples.LogBytes(3), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_log_that_is_being_read_can_be_written()
    {
        string path = _folder.File("runs.jsonl", SweepSamples.LogBytes(2));
        using IEnumerator<ResultLogEntry> reader = ResultLogReader.Read(path).GetEnumerator();
        Assert.True(reader.MoveNext());
        using (ResultLog log = ResultLog.Open(path)) Append(log, SweepSamples.Recipes(3)[2]);
        Assert.True(reader.MoveNext());
        Assert.Equal(3, ResultLogReader.Read(path).Count());
    }

    /// <summary>A writer has the log for itself in the moment in which it opens it.</summary>
    [Fact]
    public void A_reader_waits_for_a_writer_that_opens_the_log()
    {
        string path = _folder.File("runs.jsonl", SweepSamples.LogBytes(2));
        FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Thread closing = new(() =>
        {
            Thread.Sleep(100);
            alone.Dispose();
        });
        closing.Start();
        Assert.Equal(2, ResultLogReader.Read(path).Count());
        closing.Join();
    }

    [Fact]
    public void A_log_that_is_cut_in_a_line_keeps_the_part_and_tells_what_is_lost()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(4);
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            foreach (TrainingRecipe recipe in recipes.Take(3)) Append(log, recipe);
            Tamper(path, file => file.SetLength(SweepSamples.LogBytes(2).Length - 20));
            Append(log, recipes[3]);
            string warning = log.TakeNewWarning()!;
            Assert.Contains("2 of its runs are no longer in it", warning, StringComparison.Ordinal);
            Assert.Contains(path + ".torn", warning, StringComparison.Ordinal);
        }
        Assert.Equal([1, 4], ResultLogReader.Read(path).Select(entry => entry.Result.Seed));
        Assert.Equal(
            SweepSamples.LogBytes(2)[SweepSamples.LogBytes(1).Length..^20], File.ReadAllBytes(path + ".torn"));
    }

    [Fact]
    public void What_is_cut_off_a_file_that_took_the_place_of_the_log_is_told_once()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        Append(log, recipes[0]);
        byte[] two = SweepSamples.LogBytes(2);
        File.WriteAllBytes(path + ".new", two[..^20]);
        File.Move(path + ".new", path, overwrite: true);
        Append(log, recipes[2]);
        Assert.Contains(path + ".torn", log.TakeNewWarning(), StringComparison.Ordinal);
        Assert.Null(log.TakeNewWarning());
        Assert.True(File.Exists(path + ".torn"));
    }

    [Fact]
    public void A_run_that_was_logged_again_is_not_lost_if_a_copy_takes_the_place_of_the_log()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        Append(log, recipe);
        File.Copy(path, path + ".new");
        File.Move(path + ".new", path, overwrite: true);
        TrainingResult again = SweepSamples.Entry(recipe).Result with { Seconds = 123 };
        log.Append(recipe, SweepSamples.Data, again);
        Assert.Equal(123, ResultLogReader.Read(path).Last().Result.Seconds);
        Assert.Equal(2, ResultLogReader.Read(path).Count());
    }

    [Fact]
    public void A_lock_file_of_somebody_else_stays()
    {
        string path = _folder.File("packages");
        byte[] theirs = _folder.Write("packages.lock", "");
        byte[] ours = _folder.Write("packages.swish-lock", "theirs too");
        using (ResultLog log = ResultLog.Open(path)) Append(log, SweepSamples.Recipes(1)[0]);
        Assert.Equal(theirs, File.ReadAllBytes(path + ".lock"));
        Assert.Equal(ours, File.ReadAllBytes(path + ".swish-lock"));
    }

    [Fact]
    public void A_file_that_is_no_log_is_rejected_and_left_as_it_is()
    {
        foreach (string text in new[]
        {
            "my only copy", "my only copy\n", "\n{\"name\":1}", "{\"version\"=1", "{", "{\"version\":1",
            "{\"version\":1,\"name\":\"notes\"", "{\"version\":1,\"fingerprint\":\"abc",
            "{\"version\":1,\"fingerprint\":\"00112233445566778899aabbccddeeff\",\"host\":1", "{\"version\":2",
            "\n\n{\"version\":1,\"fing",
        })
        {
            byte[] content = System.Text.Encoding.UTF8.GetBytes(text);
            string path = _folder.File("precious.txt", content);
            Assert.Equal("ResultLogDamaged", Assert.Throws<SwishException>(() => ResultLog.Open(path)).ErrorId);
            Assert.Equal(content, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Damage_before_the_end_is_rejected_by_its_line()
    {
        byte[] content = SweepSamples.LogBytes(3);
        content[SweepSamples.LogBytes(1).Length + 40] ^= 1;
        string path = _folder.File("runs.jsonl", content);
        SwishException error = Assert.Throws<SwishException>(() => ResultLog.Open(path));
        Assert.Equal("ResultLogDamaged", error.ErrorId);
        Assert.Equal(ErrorKind.InvalidData, error.Kind);
        Assert.Contains("Line 3 ", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void Another_version_is_rejected_also_on_a_last_line_without_end()
    {
        foreach (string end in new[] { "\n", "" })
        {
            string path = _folder.File("runs.jsonl",
                System.Text.Encoding.UTF8.GetBytes("{\"version\":2,\"a\":[]}" + end));
            SwishException error = Assert.Throws<SwishException>(() => ResultLog.Open(path));
            Assert.Equal("ResultLogVersion", error.ErrorId);
            Assert.Contains("version 2", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Windows_line_ends_blank_lines_and_a_byte_order_mark_do_no_harm()
    {
        byte[] line = SweepSamples.LogBytes(1)[..^1];
        string path = _folder.File("runs.jsonl", [0xEF, 0xBB, 0xBF, .. line, .. "\r\n\r\n\n"u8]);
        using ResultLog log = ResultLog.Open(path);
        Assert.Equal(1, log.Count);
        Assert.Null(log.Warning);
    }

    [Fact]
    public void A_later_line_of_the_same_run_takes_the_place_of_an_earlier_one()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        TrainingResult result = SweepSamples.Finish(recipe);
        string path = _folder.File("runs.jsonl");
        using (ResultLog log = ResultLog.Open(path))
        {
            log.Append(recipe, SweepSamples.Data, result);
            log.Append(recipe, SweepSamples.Data, result with { Seconds = 99 });
        }
        using ResultLog again = ResultLog.Open(path);
        Assert.Equal(1, again.Count);
        Assert.Equal(99, again.Find(result.RunId)!.Seconds);
    }

    [Fact]
    public void A_second_writer_is_rejected_and_a_reader_is_not()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        string path = _folder.File("runs.jsonl");
        using ResultLog log = ResultLog.Open(path);
        log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe));
        SwishException error = Assert.Throws<SwishException>(() => ResultLog.Open(path));
        Assert.Equal("ResultLogInUse", error.ErrorId);
        Assert.Equal(ErrorKind.ResourceUnavailable, error.Kind);
        Assert.Single(ResultLogReader.Read(path));
        log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe));
        Assert.Equal(2, ResultLogReader.Read(path).Count());
    }

    [Fact]
    public void A_log_can_be_opened_again_once_its_writer_has_closed_it()
    {
        string path = _folder.File("runs.jsonl");
        for (int i = 0; i < 3; i++) ResultLog.Open(path).Dispose();
        Assert.Equal(SweepSamples.Header, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_place_of_a_file_are_rejected()
    {
        Assert.Equal("ResultLogNotFound", OpenError(_folder.File("missing/runs.jsonl")).ErrorId);
        Assert.Equal("ResultLogNotFound", OpenError(_folder.File("missing") + "/").ErrorId);
        SwishException folder = OpenError(_folder.Path);
        Assert.Equal("ResultLogUnavailable", folder.ErrorId);
        Assert.Equal(ErrorKind.ResourceUnavailable, folder.Kind);
        Assert.Equal("ResultLogNotFound",
            Assert.Throws<SwishException>(() => ResultLogReader.Read(_folder.File("none")).Any()).ErrorId);
        Assert.Equal("ResultLogUnavailable",
            Assert.Throws<SwishException>(() => ResultLogReader.Read(_folder.Path).Any()).ErrorId);
    }

    [Fact]
    public void A_read_only_log_is_rejected_and_left_as_it_is()
    {
        string path = _folder.File("runs.jsonl", SweepSamples.LogBytes(1));
        File.SetAttributes(path, FileAttributes.ReadOnly);
        try
        {
            // The superuser may write everywhere, but for some files of the kernel.
            string readOnly = CanWrite(path) ? "/sys/kernel/uevent_seqnum" : path;
            Assert.SkipWhen(!File.Exists(readOnly) || CanWrite(readOnly), "This user may write to every file.");
            SwishException error = OpenError(readOnly);
            Assert.Equal("ResultLogUnavailable", error.ErrorId);
            Assert.Equal(ErrorKind.ResourceUnavailable, error.Kind);
            Assert.Equal(SweepSamples.LogBytes(1), File.ReadAllBytes(path));
        }
        finally
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }
    }

    /// <summary>Changes a file as a program does that knows nothing of our lock.</summary>
    private static byte[] ReadShared(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void Tamper(string path, Action<FileStream> change)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps other programs out.");
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = file.Length;
        change(file);
    }

    private static bool CanWrite(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Write).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
