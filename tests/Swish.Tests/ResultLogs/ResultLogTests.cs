using Swish.Recipes;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

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
    public void A_line_torn_at_any_byte_is_cut_off_with_a_warning()
    {
        byte[] whole = SweepSamples.LogBytes(2);
        int first = Array.IndexOf(whole, (byte)'\n') + 1;
        string path = _folder.File("runs.jsonl");
        for (int length = first + 1; length < whole.Length - 1; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            using (ResultLog log = ResultLog.Open(path))
            {
                Assert.Equal(1, log.Count);
                Assert.Contains("line 2", log.Warning, StringComparison.Ordinal);
                Assert.Contains("cut off", log.Warning, StringComparison.Ordinal);
            }
            Assert.Equal(whole[..first], File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Zeros_that_a_crash_left_are_cut_off()
    {
        byte[] whole = SweepSamples.LogBytes(1);
        string path = _folder.File("runs.jsonl", [.. whole, .. new byte[5000]]);
        using (ResultLog log = ResultLog.Open(path)) Assert.NotNull(log.Warning);
        Assert.Equal(whole, File.ReadAllBytes(path));
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
    public void A_file_that_is_no_log_is_rejected_and_left_as_it_is()
    {
        foreach (string text in new[] { "my only copy", "my only copy\n", "\n{\"name\":1}", "{\"version\"" + "=1" })
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
        content[Array.IndexOf(content, (byte)'\n') + 40] ^= 1;
        string path = _folder.File("runs.jsonl", content);
        SwishException error = Assert.Throws<SwishException>(() => ResultLog.Open(path));
        Assert.Equal("ResultLogDamaged", error.ErrorId);
        Assert.Equal(ErrorKind.InvalidData, error.Kind);
        Assert.Contains("Line 2 ", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_damaged_last_line_with_its_end_is_no_torn_line()
    {
        string path = _folder.File("runs.jsonl", [.. SweepSamples.LogBytes(1), .. "{\"version\":1,\"finger\n"u8]);
        Assert.Equal("ResultLogDamaged", Assert.Throws<SwishException>(() => ResultLog.Open(path)).ErrorId);
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
        Assert.Equal(0, new FileInfo(path).Length);
    }

    [Fact]
    public void A_missing_folder_and_a_folder_in_place_of_a_file_are_rejected()
    {
        Assert.Equal("ResultLogNotFound", OpenError(_folder.File("missing/runs.jsonl")).ErrorId);
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

    [Fact]
    public void A_full_disk_leaves_the_log_whole_and_is_tried_again()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(3);
        byte[] expected = SweepSamples.LogBytes(3);
        int first = Array.IndexOf(expected, (byte)'\n') + 1;
        using SmallDisk disk = new(capacity: first + 100);
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        log.Append(recipes[0], SweepSamples.Data, SweepSamples.Finish(recipes[0]));
        SwishException error = Assert.Throws<SwishException>(
            () => log.Append(recipes[1], SweepSamples.Data, SweepSamples.Finish(recipes[1])));
        Assert.Equal("ResultLogFull", error.ErrorId);
        Assert.Equal(ErrorKind.LimitExceeded, error.Kind);
        Assert.Equal(expected[..first], disk.ToArray());
        Assert.Equal(1, log.Count);
        disk.Room = int.MaxValue;
        foreach (TrainingRecipe recipe in recipes.Skip(1))
            log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe));
        Assert.Equal(expected, disk.ToArray());
    }

    [Fact]
    public void Another_error_in_writing_has_its_own_id()
    {
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        using SmallDisk disk = new(capacity: 100) { Error = new("Input/output error", 5) };
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        SwishException error = Assert.Throws<SwishException>(
            () => log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe)));
        Assert.Equal("ResultLogWriteFailed", error.ErrorId);
        Assert.Equal(ErrorKind.ResourceUnavailable, error.Kind);
        Assert.Contains("Input/output error", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, disk.Length);
    }

    [Fact]
    public void A_disk_that_cannot_even_cut_off_is_cut_at_the_next_append()
    {
        IReadOnlyList<TrainingRecipe> recipes = SweepSamples.Recipes(1);
        using SmallDisk disk = new(capacity: 100) { CanBeCut = false };
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        Assert.Throws<SwishException>(() => log.Append(recipes[0], SweepSamples.Data, SweepSamples.Finish(recipes[0])));
        Assert.Equal(100, disk.Length);
        disk.CanBeCut = true;
        disk.Room = int.MaxValue;
        log.Append(recipes[0], SweepSamples.Data, SweepSamples.Finish(recipes[0]));
        Assert.Equal(SweepSamples.LogBytes(1), disk.ToArray());
    }

    [Fact]
    public void The_kernels_own_full_device_is_a_full_disk()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        TrainingRecipe recipe = SweepSamples.Recipes(1)[0];
        using FileStream full = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        IOException error = Assert.Throws<IOException>(() => full.Write([1]));
        using SmallDisk disk = new(capacity: 0) { Error = error };
        using ResultLog log = ResultLog.Open(disk, "runs.jsonl");
        Assert.Equal("ResultLogFull", Assert.Throws<SwishException>(
            () => log.Append(recipe, SweepSamples.Data, SweepSamples.Finish(recipe))).ErrorId);
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

    private static SwishException OpenError(string path) => Assert.Throws<SwishException>(() => ResultLog.Open(path));
}
