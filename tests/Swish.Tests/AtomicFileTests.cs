using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests;

/// <summary>What killed processes left of a file is deleted when the file is written again, and nothing else.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private const string Digits = "0123456789abcdef";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_is_deleted_when_the_file_is_written_again()
    {
        string path = _folder.File("run.onnx"), left = Leave(path, Digits);
        Write(path);
        Assert.False(File.Exists(left));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_process_killed_while_it_checked_a_path_left_is_deleted_by_the_next_check()
    {
        string path = _folder.File("run.onnx"), left = Leave(path, Digits);
        AtomicFile.RequireWritable(path);
        Assert.False(File.Exists(left));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_name_that_leaves_no_room_for_a_temporary_one_is_found_before_anything_is_written()
    {
        string path = _folder.File(new string('x', 240) + ".onnx");
        Assert.ThrowsAny<IOException>(() => AtomicFile.RequireWritable(path));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_appears_while_another_is_written_stays()
    {
        string path = _folder.File("picture.svg");
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("ours"u8);
            File.WriteAllText(path, "the only copy");
        }, overwrite: false));
        Assert.Equal("the only copy", File.ReadAllText(path));
        AtomicFile.Write(_folder.File("new.svg"), stream => stream.Write("ours"u8), overwrite: false);
        Assert.Equal("ours", File.ReadAllText(_folder.File("new.svg")));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void A_file_that_a_process_is_writing_stays()
    {
        string path = _folder.File("run.onnx"), left = Leave(path, Digits);
        using FileStream writing = new(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Write(path);
        AtomicFile.DeleteTemporary(path);
        Assert.True(File.Exists(left));
    }

    [Fact]
    public void A_file_that_was_written_to_a_moment_ago_stays_because_some_drives_have_no_locks()
    {
        string path = _folder.File("run.onnx"), left = Leave(path, Digits);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow);
        Write(path);
        Assert.True(File.Exists(left));
    }

    [Fact]
    public void Foreign_files_with_similar_names_stay()
    {
        string path = _folder.File("run.onnx"), other = _folder.File("run.onnx.html");
        string ours = Path.GetFileName(AtomicFile.TemporaryPath(path, Digits));
        string[] foreign =
        [
            Leave(other, Digits),
            Old(_folder.File($"run.onnx.{Digits}{Digits}.tmp", [1])),
            Old(_folder.File($"run.onnx.{Guid.NewGuid():N}.tmp", [1])),
            Old(_folder.File(ours + "x", [1])),
            Old(_folder.File("x" + ours, [1])),
            Old(_folder.File(ours[..^4], [1])),
        ];
        Write(path);
        AtomicFile.DeleteTemporary(path);
        Assert.All(foreign, file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void A_link_with_a_name_of_ours_and_what_it_leads_to_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right on Windows.");
        string path = _folder.File("run.onnx"), precious = Old(_folder.File("precious.txt", [1, 2, 3]));
        string link = AtomicFile.TemporaryPath(path, Digits);
        File.CreateSymbolicLink(link, precious);
        Write(path);
        AtomicFile.DeleteTemporary(path);
        Assert.Equal(precious, new FileInfo(link).LinkTarget);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(precious));
    }

    [Fact]
    public void A_name_that_a_file_has_while_it_is_written_is_one_that_is_deleted_later()
    {
        string path = _folder.File("run.onnx"), writing = "";
        AtomicFile.Write(path, _ => writing = Assert.Single(Directory.GetFiles(_folder.Path)));
        File.WriteAllBytes(writing, [1]);
        AtomicFile.DeleteTemporary(path);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    private static void Write(string path) => AtomicFile.Write(path, stream => stream.WriteByte(7));

    /// <summary>Makes the file that a process leaves that is killed while it writes.</summary>
    private static string Leave(string path, string name)
    {
        string left = AtomicFile.TemporaryPath(path, name);
        File.WriteAllBytes(left, [1, 2]);
        return Old(left);
    }

    private static string Old(string path)
    {
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }
}
