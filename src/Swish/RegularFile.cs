using System.Runtime.InteropServices;

namespace Swish;

/// <summary>
/// Recognizes pipes, sockets and devices. Opening a pipe waits for another process, possibly forever, and nothing ends
/// the wait; a file that is renamed to the name of any of them takes its place.
/// </summary>
public static partial class RegularFile
{
    private const string NullDevice = "/dev/null";
    private const int TypeMask = 0xF000, Pipe = 0x1000, CharacterDevice = 0x2000, BlockDevice = 0x6000, Socket = 0xC000;

    /// <summary>Checks that a path is not that of a pipe, a socket or a device, other than the one that is always empty.</summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>The same path.</returns>
    /// <exception cref="IOException">It is a pipe, a socket or a device.</exception>
    public static string Require(string path) => IsSpecial(path) && path != NullDevice
        ? throw new IOException("It is a pipe, a socket or a device, and not a file.")
        : path;

    /// <summary>Determines whether a path is that of a pipe or a socket.</summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>True if it is; false on Windows, where they have no paths of files.</returns>
    public static bool IsPipe(string path) => TypeOf(path) is Pipe or Socket;

    /// <summary>Determines whether a path is that of a pipe, a socket or a device, such as /dev/null.</summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>True if it is; false on Windows, where they have no paths of files.</returns>
    public static bool IsSpecial(string path) => TypeOf(path) is Pipe or Socket or CharacterDevice or BlockDevice;

    /// <summary>Returns the type of a file of Unix; 0 if it is not known.</summary>
    private static int TypeOf(string path)
    {
        if (OperatingSystem.IsWindows()) return 0;
        try
        {
            // The type is the second number. .NET reads it too, but returns only the permissions.
            Span<int> status = stackalloc int[64];
            return Stat(path, ref status[0]) == 0 ? status[1] & TypeMask : 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A later version of .NET has no such function; then opening may wait.
            return 0;
        }
    }

    // The function of .NET's own library, whose result is the same on all systems, unlike that of the C library.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref int status);
}
