using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swish.ResultLogs;

/// <summary>
/// Makes Linux write at the end of a file, wherever it is by then: another program may append to it between the moment in
/// which its length is read and the one in which it is written to. .NET has no such mode.
/// </summary>
internal static partial class AppendMode
{
    private const int SetFlags = 4, Append = 0x400;

    /// <summary>Sets or ends the mode, if the system has it.</summary>
    /// <param name="stream">The stream of the file.</param>
    /// <param name="isSet">Whether bytes are written at the end, and not at the position of the stream.</param>
    public static void TrySet(Stream stream, bool isSet)
    {
        if (!OperatingSystem.IsLinux() || stream is not FileStream file) return;
        try
        {
            // Without the mode, bytes are written where the end was.
            _ = Fcntl(file.SafeFileHandle, SetFlags, isSet ? Append : 0);
        }
        catch (Exception error) when (SystemNative.IsMissing(error))
        {
            // A system without the C library by this name.
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(SafeFileHandle file, int command, int flags);
}
