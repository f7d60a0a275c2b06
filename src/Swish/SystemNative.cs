using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swish;

/// <summary>
/// Declares functions of .NET's own library for Unix, whose arguments and results are the same on all systems, unlike those
/// of the C library. They are for what .NET itself does with them, but does not offer. Each is called where
/// <see cref="IsMissing"/> is caught: a later version of .NET may not have it.
/// </summary>
internal static partial class SystemNative
{
    private const string Library = "libSystem.Native";

    /// <summary>Determines whether an error means that there is no such function.</summary>
    /// <param name="error">The error of a call.</param>
    /// <returns>True if the library or the function was not found.</returns>
    public static bool IsMissing(Exception error) => error is DllNotFoundException or EntryPointNotFoundException;

    /// <summary>Writes the data of a file to the disk; on macOS, also what the disk has buffered.</summary>
    /// <param name="file">The file, or a folder.</param>
    /// <returns>0; 1 or -1 for an error.</returns>
    [LibraryImport(Library, EntryPoint = "SystemNative_FSync", SetLastError = true)]
    public static partial int FSync(SafeFileHandle file);

    /// <summary>Opens a file or a folder.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="flags">The flags of .NET's library, which are those of no system.</param>
    /// <param name="mode">The permissions of a new file.</param>
    /// <returns>The handle, which is invalid if it cannot be opened.</returns>
    [LibraryImport(
        Library, EntryPoint = "SystemNative_Open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags, int mode);

    /// <summary>Gives a file a further name.</summary>
    /// <param name="source">The path of the file.</param>
    /// <param name="name">The path that it gets, too.</param>
    /// <returns>0; -1 for an error, also if there is a file of that name.</returns>
    [LibraryImport(
        Library, EntryPoint = "SystemNative_Link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string source, string name);

    /// <summary>Reads the type, the device and the other properties of a file.</summary>
    /// <param name="path">The path of the file. Links are followed.</param>
    /// <param name="status">The first of at least 64 numbers that receive them.</param>
    /// <returns>0; -1 for an error.</returns>
    [LibraryImport(Library, EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Stat(string path, ref int status);

    /// <summary>Locks a file as <see cref="FileShare"/> does.</summary>
    /// <param name="file">The file.</param>
    /// <param name="operation">The flags of flock.</param>
    /// <returns>0; -1 for an error, also if another process has locked it.</returns>
    [LibraryImport(Library, EntryPoint = "SystemNative_FLock", SetLastError = true)]
    public static partial int FLock(SafeFileHandle file, int operation);
}
