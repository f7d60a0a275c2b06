using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Swish;

/// <summary>
/// Writes files of which neither a reader nor the end of a process ever sees half. What a process that was killed left
/// of a file is deleted when the file is written again.
/// </summary>
/// <remarks>
/// A temporary name contains a hash of itself, so that no other program makes one by chance. A process that writes has
/// its file locked, and the system frees the lock of one that was killed. Some network drives have no locks; files that
/// were written to a moment ago stay, for their sake.
/// </remarks>
internal static class AtomicFile
{
    private const string Extension = ".tmp";
    private const int HalfLength = 16;
    private const int FileExists = 17;

    private static readonly TimeSpan MinAge = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Writes a file under a name in the same folder that no other file has, flushes it to disk, and renames it.
    /// </summary>
    /// <param name="path">
    /// The path of the file. If it is a link, the file that it refers to is written. A file that is replaced keeps its
    /// Unix file mode.
    /// </param>
    /// <param name="write">Writes the contents.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="IOException">
    /// The file cannot be written, or the path is that of a pipe, a socket or a device. What existed is unchanged.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true)
    {
        string target = Target(path);
        if (RegularFile.IsSpecial(target))
            throw new IOException("It is a pipe, a socket or a device, and not a file.");
        string temporary = TemporaryPath(target);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                DiskFlush.Run(stream);
                // The time is that of the drive, whose clock may differ from that of the machine.
                TryDeleteStale(target, File.GetLastWriteTimeUtc(temporary) - MinAge);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            if (overwrite || !TryMoveNew(temporary, target)) File.Move(temporary, target, overwrite);
            DiskFlush.TryFolder(target);
        }
        catch
        {
            // Free the space that an incomplete file takes on a full disk.
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Gives a file a name that no other has. On Unix, <see cref="File.Move(string, string, bool)"/> would replace a file
    /// that appears between its look at the name and the renaming.
    /// </summary>
    /// <returns>False if the system or the drive cannot.</returns>
    /// <exception cref="IOException">There is a file of that name.</exception>
    private static bool TryMoveNew(string temporary, string target)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            if (SystemNative.Link(temporary, target) == 0)
            {
                TryDelete(temporary);
                return true;
            }
            return Marshal.GetLastPInvokeError() == FileExists
                ? throw new IOException($"The file '{target}' already exists.", FileExists) : false;
        }
        catch (Exception error) when (SystemNative.IsMissing(error))
        {
            return false;
        }
    }

    /// <summary>Deletes what processes that ended while they wrote a file have left.</summary>
    /// <param name="path">The path of the file, which no process is writing.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void DeleteTemporary(string path) => DeleteStale(path, DateTime.MaxValue);

    /// <summary>
    /// Checks that a file can be written, by an empty file under a temporary name, which is deleted at once.
    /// </summary>
    /// <param name="path">The path of the file. If it is a link, the file that it refers to would be written.</param>
    /// <exception cref="IOException">No file can be created there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void RequireWritable(string path)
    {
        string target = Target(path);
        new FileStream(TemporaryPath(target), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
            FileOptions.DeleteOnClose).Dispose();
        // What a process that was killed between these two has left.
        TryDeleteStale(target, DateTime.UtcNow - MinAge);
    }

    /// <summary>Returns a path under which a file is written before it is renamed.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="name">16 lowercase hexadecimal digits.</param>
    /// <returns>The path, which has 16 more digits: a hash of the name of the file and the digits.</returns>
    internal static string TemporaryPath(string path, string name)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"Swish temporary file {Path.GetFileName(path)} {name}"));
        return $"{path}.{name}{Convert.ToHexStringLower(hash)[..HalfLength]}{Extension}";
    }

    private static string TemporaryPath(string path) => TemporaryPath(path, $"{Guid.NewGuid():N}"[..HalfLength]);

    /// <summary>Returns the path of the file that is written: of a link, that of the file that it refers to.</summary>
    /// <param name="path">The path of a file, which need not exist.</param>
    /// <returns>The path.</returns>
    /// <exception cref="IOException">The link leads to itself.</exception>
    public static string Target(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static void DeleteStale(string target, DateTime writtenBefore)
    {
        string path = Path.GetFullPath(target), name = Path.GetFileName(path) + ".";
        // Names are compared before anything else is asked about a file: a folder can have thousands of networks.
        FileSystemEnumerable<FileInfo> files = new(Path.GetDirectoryName(path)!,
            static (ref FileSystemEntry entry) => (FileInfo)entry.ToFileSystemInfo(), new() { AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                entry.FileName.Length == name.Length + 2 * HalfLength + Extension.Length
                && entry.FileName.StartsWith(name, StringComparison.Ordinal) && !entry.IsDirectory,
        };
        foreach (FileInfo file in files)
            if (file.FullName == TemporaryPath(path, file.Name.Substring(name.Length, HalfLength))
                && file.LinkTarget is null && !RegularFile.IsSpecial(file.FullName)
                && file.LastWriteTimeUtc < writtenBefore)
                DeleteUnlocked(file.FullName);
    }

    /// <summary>Deletes a file that no process has open.</summary>
    private static void DeleteUnlocked(string path)
    {
        try
        {
            new FileStream(
                path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A process is writing it, or it is another user's.
        }
    }

    private static void TryDeleteStale(string target, DateTime writtenBefore)
    {
        try
        {
            DeleteStale(target, writtenBefore);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be read can be one that files can be written to.
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Report the first error, not that of the cleanup.
        }
    }
}
