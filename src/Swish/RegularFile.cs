using System.Runtime.InteropServices;

namespace Swish;

/// <summary>
/// Recognizes pipes, sockets, devices, and the files below /proc, some of which behave like pipes. Opening or reading a
/// pipe waits for another process, possibly forever, and nothing ends the wait; a file that is renamed to the name of any
/// of them takes its place.
/// </summary>
public static class RegularFile
{
    private const string NullDevice = "/dev/null", KernelFolder = "/proc";
    private const int TypeMask = 0xF000, File = 0x8000, Pipe = 0x1000, CharacterDevice = 0x2000, BlockDevice = 0x6000;
    private const int Socket = 0xC000;
    // The places of the type and of the device in the numbers that .NET's library returns.
    private const int TypeIndex = 1, DeviceIndex = 22;

    /// <summary>
    /// Checks that a path is not that of a pipe, a socket, a device other than the one that is always empty, or a file
    /// below /proc.
    /// </summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>The same path.</returns>
    /// <exception cref="IOException">It is one of these.</exception>
    public static string Require(string path) => IsSpecial(path) && path != NullDevice
        ? throw new IOException("It is a pipe, a socket, a device or a file of /proc, and not a file with contents.")
        : path;

    /// <summary>Determines whether a path is that of a pipe or a socket.</summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>True if it is; false on Windows, where they have no paths of files.</returns>
    public static bool IsPipe(string path) => StatusOf(path).Type is Pipe or Socket;

    /// <summary>
    /// Determines whether a path is that of a pipe, a socket, a device, such as /dev/null, or a file below /proc.
    /// </summary>
    /// <param name="path">The path of a file, which need not exist. Links are followed.</param>
    /// <returns>True if it is; false on Windows, where they have no paths of files.</returns>
    public static bool IsSpecial(string path)
    {
        (int type, long device) = StatusOf(path);
        return type is Pipe or Socket or CharacterDevice or BlockDevice
            || (type == File && OperatingSystem.IsLinux() && device == StatusOf(KernelFolder).Device);
    }

    /// <summary>Returns the type of a file of Unix and the device that it is on; 0 if it is not known.</summary>
    private static (int Type, long Device) StatusOf(string path)
    {
        if (OperatingSystem.IsWindows()) return default;
        try
        {
            // .NET reads these too, but returns only the permissions.
            Span<int> status = stackalloc int[64];
            return SystemNative.Stat(path, ref status[0]) == 0
                ? (status[TypeIndex] & TypeMask, MemoryMarshal.Cast<int, long>(status)[DeviceIndex / 2]) : default;
        }
        catch (Exception error) when (SystemNative.IsMissing(error))
        {
            // Opening may wait.
            return default;
        }
    }
}
