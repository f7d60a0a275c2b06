using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Swish.Data;
using Swish.Data.Images;
using Swish.Data.Tables;
using Swish.Models;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
using Swish.Training.Checkpoints;
using Xunit;

namespace Swish.Tests;

/// <summary>Pipes in place of files: opening one would wait for a process that writes to it.</summary>
public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _pipe;

    public RegularFileTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no paths of files on Windows.");
        _pipe = _folder.File("pipe");
        using Process make = Process.Start("mkfifo", [_pipe]);
        make.WaitForExit();
        File.CreateSymbolicLink(_folder.File("link"), _pipe);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pipes_sockets_and_links_to_them_are_recognized()
    {
        Assert.True(RegularFile.IsPipe(_pipe));
        Assert.True(RegularFile.IsPipe(_folder.File("link")));
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("s")));
        Assert.True(RegularFile.IsPipe(_folder.File("s")));
        foreach (string other in new[]
        {
            _folder.Path, _folder.File("file", [1]), _folder.File("missing"), _folder.File("ä", []), "/dev/null", "", "\0",
        })
            Assert.False(RegularFile.IsPipe(other), other);
    }

    [Fact]
    public void A_device_without_end_is_rejected_and_the_empty_one_is_read()
    {
        Reject("NetworkFileUnavailable", () => NetworkFile.Read("/dev/zero"));
        Reject("TableUnreadable", () => TableFile.Read("/dev/zero", new(CultureInfo.InvariantCulture)));
        Assert.Equal("NetworkFileForeign", Assert.Throws<SwishException>(() => NetworkFile.Read("/dev/null")).ErrorId);
    }

    [Fact]
    public void A_file_of_the_kernel_which_may_wait_is_rejected()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        // Reading /proc/kmsg waits for the next message of the kernel.
        string link = _folder.File("messages");
        File.CreateSymbolicLink(link, "/proc/kmsg");
        foreach (string path in new[] { "/proc/kmsg", link })
        {
            Reject("ResultLogUnavailable", () => ResultLog.Open(path));
            Reject("ResultLogUnavailable", () => _ = ResultLogReader.Read(path).ToList());
            Reject("NetworkFileUnavailable", () => NetworkFile.Read(path));
            Reject("TableUnreadable", () => TableFile.Read(path, new(CultureInfo.InvariantCulture)));
        }
        // A file that a process has open is an ordinary one, by whatever path.
        string file = _folder.File("empty", []);
        using FileStream open = File.OpenRead(file);
        Assert.False(RegularFile.IsSpecial($"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}"));
        Assert.False(RegularFile.IsSpecial(file));
        Assert.False(RegularFile.IsSpecial("/proc"));
    }

    [Fact]
    public void A_pipe_in_place_of_the_lock_of_a_log_is_rejected_and_stays()
    {
        string log = _folder.File("runs.jsonl");
        File.Move(_pipe, log + ".swish-lock");
        Reject("ResultLogUnavailable", () => ResultLog.Open(log));
        Assert.True(RegularFile.IsPipe(log + ".swish-lock"));
    }

    [Fact]
    public void A_pipe_in_place_of_a_file_is_rejected_and_not_waited_for()
    {
        foreach (string path in new[] { _pipe, _folder.File("link") })
        {
            Reject("ResultLogUnavailable", () => ResultLog.Open(path));
            Reject("ResultLogUnavailable", () => _ = ResultLogReader.Read(path).ToList());
            Reject("NetworkFileUnavailable", () => NetworkFile.Read(path));
            Reject("IdxUnreadable", () => IdxFile.Read(path, 1));
            Reject("TableUnreadable", () => TableFile.Read(path, new(CultureInfo.InvariantCulture)));
            Reject("ImageUnreadable", () => ImageFile.Read(path));
            Reject("CifarUnreadable", () => CifarDataset.Load(path));
            Assert.False(NetworkFile.IsOfRun(path, "0"));
        }
    }

    [Theory]
    [InlineData("train.bin")]
    [InlineData("data_batch_3.bin")]
    public void A_pipe_in_a_folder_of_CIFAR_is_rejected_by_its_name(string name)
    {
        string pipe = Path.Combine(_folder.Path, name);
        File.Move(_pipe, pipe);
        Assert.Contains(pipe, Reject("CifarUnreadable", () => CifarDataset.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "1.png")]
    [InlineData("b", "2.jpg")]
    public void A_pipe_in_a_folder_of_images_is_rejected_by_its_name(string name, string file)
    {
        using TemporaryFolder images = new();
        foreach (string label in (string[])["a", "b"])
        {
            Directory.CreateDirectory(images.File(label));
            images.File(Path.Combine(label, "0.bmp"), Bitmap());
        }
        string pipe = Path.Combine(images.Path, name, file);
        File.Move(_pipe, pipe);
        SwishException error = Reject("ImageUnreadable", () => ImageFolder.Read(images.Path, new()));
        Assert.Contains(pipe, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_takes_the_place_of_a_pipe_a_socket_or_a_device()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.File("s")));
        // A device is only checked: if the check failed, the system would lose it.
        foreach (string path in new[] { _pipe, _folder.File("link"), _folder.File("s"), "/dev/null" })
        {
            Assert.True(RegularFile.IsSpecial(path), path);
            Reject("PathNotFile", () => OutputFile.Check(path, overwrite: true));
            Reject("PathNotFile", () => NetworkFile.CheckNew(path, overwrite: true));
        }
        foreach (string path in new[] { _pipe, _folder.File("link"), _folder.File("s") })
            Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => stream.Write([1])));
        Assert.True(RegularFile.IsPipe(_pipe) && RegularFile.IsPipe(_folder.File("s")));
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void A_pipe_in_place_of_a_checkpoint_is_left_as_it_is()
    {
        CheckpointFile file = new(_pipe, every: 1);
        Assert.Null(file.Read("0", _ => true));
        file.Delete();
        Assert.Contains("pipe", Assert.Single(file.Warnings), StringComparison.Ordinal);
        Assert.True(RegularFile.IsPipe(_pipe));
    }

    // One black pixel.
    private static byte[] Bitmap()
    {
        byte[] file = new byte[58];
        "BM"u8.CopyTo(file);
        (file[2], file[10], file[14], file[18], file[22], file[26], file[28]) = (58, 54, 40, 1, 1, 1, 24);
        return file;
    }

    private static SwishException Reject(string id, Action open)
    {
        SwishException error = Assert.Throws<SwishException>(open);
        Assert.Equal(id, error.ErrorId);
        Assert.Contains("pipe", error.Message, StringComparison.Ordinal);
        return error;
    }
}
