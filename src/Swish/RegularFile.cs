using System.Runtime.InteropServices;

namespace Swish;

/// <summary>
/// Recognizes pipes and sockets. Opening a pipe waits for another process, possibly forever, and nothing ends the wait.
/// </summary>
public static partial class RegularFile
{
    private const int TypeMask = 0xF000, Pipe = 0x1000, Socket = 0xC000;

    /// <summary>Checks that a path is not that of a pipe or a socket.</summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>The same path.</returns>
    /// <exception cref="IOException">It is a pipe or a socket.</exception>
    public static string Require(string path) => IsPipe(path)
        ? throw new IOException("It is a pipe or a socket, and not a file.")
        : path;

    /// <summary>Determines whether a path is that of a pipe or a socket.</summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>True if it is; false on Windows, where they have no paths of files.</returns>
    public static bool IsPipe(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            // The type is the second number. .NET reads it too, but returns only the permissions.
            Span<int> status = stackalloc int[64];
            return Stat(path, ref status[0]) == 0 && (status[1] & TypeMask) is Pipe or Socket;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A later version of .NET has no such function; then opening may wait.
            return false;
        }
    }

    // The function of .NET's own library, whose result is the same on all systems, unlike that of the C library.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref int status);
}
