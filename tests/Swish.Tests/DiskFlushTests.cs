using Xunit;

namespace Swish.Tests;

/// <summary>Flushing to the disk, and which of its errors lose data. RefusedFlushTests has a disk that rejects data.</summary>
public sealed class DiskFlushTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_was_buffered_is_in_the_file()
    {
        using FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 4096);
        file.WriteByte(7);
        DiskFlush.Run(file);
        Assert.Equal(1, new FileInfo(_path).Length);
    }

    [Fact]
    public void A_stream_without_a_file_is_flushed_too()
    {
        using MemoryStream memory = new();
        using BufferedStream buffered = new(memory);
        buffered.WriteByte(7);
        DiskFlush.Run(buffered);
        Assert.Equal([7], memory.ToArray());
    }

    [Fact]
    public void The_folder_of_a_file_is_flushed()
    {
        Assert.Equal(!OperatingSystem.IsWindows(), DiskFlush.TryFolder(_path));
        Assert.False(DiskFlush.TryFolder(Path.Combine(_path + "-missing", "file")));
    }

    [Fact]
    public void Missing_folders_are_created_and_others_stay()
    {
        string first = _path + "-folder", last = Path.Combine(first, "a", "b");
        DiskFlush.CreateFolder(last);
        DiskFlush.CreateFolder(last + Path.DirectorySeparatorChar);
        Assert.True(Directory.Exists(last));
        Directory.Delete(first, recursive: true);
        Assert.ThrowsAny<IOException>(() => DiskFlush.CreateFolder(Path.Combine(_path, "below-a-file")));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, true)]
    [InlineData(28, true)]
    [InlineData(122, true)]
    [InlineData(22, false)]
    [InlineData(30, false)]
    public void Errors_that_lose_data_are_failures(int error, bool expected) =>
        Assert.Equal(expected, DiskFlush.IsFailure(error));
}
