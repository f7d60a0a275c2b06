using System.Diagnostics;
using System.Net.Sockets;
using Swish.Data;
using Swish.Models;
using Swish.ResultLogs;
using Swish.Tests.Sweeps;
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
    public void A_pipe_in_place_of_a_file_is_rejected_and_not_waited_for()
    {
        foreach (string path in new[] { _pipe, _folder.File("link") })
        {
            Reject("ResultLogUnavailable", () => ResultLog.Open(path));
            Reject("ResultLogUnavailable", () => ResultLogReader.Read(path).Count());
            Reject("NetworkFileUnavailable", () => NetworkFile.Read(path));
            Reject("IdxUnreadable", () => IdxFile.Read(path, 1));
        }
    }

    private static void Reject(string id, Action open)
    {
        SwishException error = Assert.Throws<SwishException>(open);
        Assert.Equal(id, error.ErrorId);
        Assert.Contains("pipe", error.Message, StringComparison.Ordinal);
    }
}
