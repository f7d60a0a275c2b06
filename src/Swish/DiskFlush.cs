using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Swish;

/// <summary>
/// Flushes files and folders to the disk. On Unix, <see cref="FileStream.Flush(bool)"/> ignores errors, which for some disks
/// are the only sign that they are full or broken (NFS, quotas, thin volumes).
/// </summary>
internal static class DiskFlush
{
    // The flag of .NET's library for a handle that child processes do not inherit.
    private const int CloseOnExecute = 0x10;

    private const int ReadOnlyFileSystem = 30, InvalidArgument = 22, NotSupportedOnLinux = 95, NotSupportedOnMac = 45;

    /// <summary>Writes what a stream has buffered to its file, and the data of the file to the disk.</summary>
    /// <param name="stream">The stream; one without a file only writes its buffer.</param>
    /// <exception cref="IOException">The disk has not taken the data.</exception>
    public static void Run(Stream stream)
    {
        if (OperatingSystem.IsWindows() && stream is FileStream onWindows)
        {
            onWindows.Flush(flushToDisk: true);
            return;
        }
        stream.Flush();
        if (stream is not FileStream file) return;
        int error;
        try
        {
            // It returns 1 for an error, where .NET expects -1.
            error = SystemNative.FSync(file.SafeFileHandle) != 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        catch (Exception e) when (SystemNative.IsMissing(e))
        {
            file.Flush(flushToDisk: true);
            return;
        }
        if (IsFailure(error)) throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
    }

    /// <summary>
    /// Writes the entries of a folder to the disk, so that a file that was created or renamed there has its name after a power
    /// failure. A file is complete without it, under its old name or its new one.
    /// </summary>
    /// <param name="path">The path of a file in the folder.</param>
    /// <returns>False if the folder cannot be flushed, as on Windows, which has no such function.</returns>
    public static bool TryFolder(string path)
    {
        if (OperatingSystem.IsWindows() || Path.GetDirectoryName(Path.GetFullPath(path)) is not string folder) return false;
        try
        {
            using SafeFileHandle handle = SystemNative.Open(folder, CloseOnExecute, 0);
            return !handle.IsInvalid && SystemNative.FSync(handle) == 0;
        }
        catch (Exception error) when (SystemNative.IsMissing(error))
        {
            return false;
        }
    }

    /// <summary>Creates a folder and those above it that are missing, and flushes their entries.</summary>
    /// <param name="folder">The path of the folder.</param>
    public static void CreateFolder(string folder)
    {
        List<string> missing = [];
        for (string? path = Path.GetFullPath(folder); path is not null && !Directory.Exists(path);
            path = Path.GetDirectoryName(path))
            missing.Add(path);
        Directory.CreateDirectory(folder);
        foreach (string path in missing) TryFolder(path);
    }

    /// <summary>Determines whether an error means that data may be lost.</summary>
    /// <param name="error">The number of the error, 0 for none.</param>
    /// <returns>False if the file or its file system only cannot be flushed.</returns>
    internal static bool IsFailure(int error) =>
        error is not (0 or ReadOnlyFileSystem or InvalidArgument or NotSupportedOnLinux or NotSupportedOnMac);
}
