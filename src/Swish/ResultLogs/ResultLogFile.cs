using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Swish.ResultLogs;

/// <summary>
/// Opens result logs. Any number of processes can read a log, and one process at a time can write to it.
/// <para>
/// Outside Windows, .NET uses advisory locks, and only FileShare.None is an exclusive lock, which would also keep
/// readers out. So a writer first opens the log with FileShare.None, to check that no other writer has it open, and
/// then turns that lock into one that readers share, so that the same check fails for other writers. There is no moment
/// without a lock, in which another writer could open the log by another name (a hard link, or a file that is mounted into
/// a container). While a writer does this, it holds a lock file next to the log, so that no other writer does the same.
/// </para>
/// </summary>
internal static class ResultLogFile
{
    // Readers and writers that are just opening the log hold their locks only briefly. A log that is locked for longer is
    // being written.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(2);

    private const string LockExtension = ".swish-lock";

    private const int MaximumCopies = 1000;

    private const int SharedLock = 1, WithoutWaiting = 4, NoLock = 8;

    /// <summary>Determines whether a log exists: a link exists even if the file that it refers to does not yet.</summary>
    /// <param name="path">The path of the log.</param>
    /// <returns>True if there is a file, or something else that is not a log.</returns>
    /// <exception cref="SwishException">The path is a link that leads to itself (ResultLogUnavailable).</exception>
    public static bool Exists(string path) => WrapErrors(path, () =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: false });

    /// <summary>Opens a log for reading.</summary>
    /// <param name="path">The path of the log.</param>
    /// <returns>The stream, at the beginning of the file.</returns>
    /// <exception cref="SwishException">
    /// The log does not exist (ResultLogNotFound), or cannot be read (ResultLogUnavailable).
    /// </exception>
    public static FileStream OpenToRead(string path) => WrapErrors(path, () =>
    {
        RegularFile.Require(path);
        FileStream log = RetryWhileLocked(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Unlock(log);
        return log;
    });

    /// <summary>Opens or creates a log for reading and appending, without a buffer.</summary>
    /// <param name="path">The path of the log.</param>
    /// <returns>The stream, at the beginning of the file.</returns>
    /// <exception cref="SwishException">
    /// Another process is writing to the log (ResultLogInUse); its folder does not exist (ResultLogNotFound); or it
    /// cannot be written (ResultLogUnavailable).
    /// </exception>
    public static FileStream OpenToAppend(string path) => WrapErrors(path, () =>
    {
        RegularFile.Require(path);
        bool isNew = !File.Exists(path);
        // Open the log before creating the lock file, so that a log that cannot be written leaves no lock file behind.
        try
        {
            using (FileStream found = RetryWhileLocked(() => Open(path, FileShare.ReadWrite)))
                if (!found.CanSeek) throw new IOException("It is not a file.");
            using FileStream lockFile = RetryWhileLocked(() => OpenLockFile(Target(path) + LockExtension, () =>
            {
                if (isNew) File.Delete(path);
            }));
            FileStream log = RetryWhileLocked(() => OpenAsOnlyWriter(path));
            // The log may be new, also where it is a link.
            DiskFlush.TryFolder(Target(path));
            AppendMode.TrySet(log, isSet: true);
            return log;
        }
        catch (IOException error) when (IsLocked(error))
        {
            throw new SwishException("ResultLogInUse", ErrorKind.ResourceUnavailable,
                $"The result log '{path}' is in use by another process. Only one process at a time can write "
                + "to a log. Use a separate log for each process, and read them together with "
                + "Import-TrainingResult.", path, error);
        }
    });

    /// <summary>Copies a part of a log to a new file, which is flushed to disk.</summary>
    /// <param name="path">The path of the new file. If it is taken, a number is appended.</param>
    /// <param name="log">The log.</param>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="create">Creates the new file; null for a file of the file system.</param>
    /// <returns>The path of the file, which is an older one if it has the same contents.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static string Keep(string path, Stream log, long start, int length, Func<string, Stream>? create = null)
    {
        create ??= file => new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        byte[] part = new byte[length];
        log.Position = start;
        log.ReadExactly(part);
        for (int number = 1; ; number++)
        {
            string free = number == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}{number}");
            if (Path.Exists(free))
            {
                // A log that could not be cut is read again, and its part must not be kept each time.
                if (new FileInfo(free) is { Exists: true } file && file.Length == length
                    && File.ReadAllBytes(free).AsSpan().SequenceEqual(part)) return free;
                if (number < MaximumCopies) continue;
            }
            Stream copy = create(free);
            try
            {
                using (copy)
                {
                    copy.Write(part);
                    DiskFlush.Run(copy);
                }
                return free;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // On a full disk, each attempt would leave another file.
                File.Delete(free);
                throw;
            }
        }
    }

    // Two links to one log have one lock file.
    private static string Target(string path) =>
        new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    // A file of this name that has contents is somebody else's. It is only locked, and stays.
    private static FileStream OpenLockFile(string path, Action clean)
    {
        try
        {
            // A pipe of this name locks nothing, and must not be deleted.
            if (Path.Exists(path)) RegularFile.Require(path);
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                new FileInfo(path) is { Exists: true, Length: > 0 } ? FileOptions.None : FileOptions.DeleteOnClose);
        }
        catch (PathTooLongException error)
        {
            // No process can open this log.
            clean();
            throw new PathTooLongException(
                $"The file next to it that locks it needs a name with {LockExtension.Length} more characters, which is too "
                + "long.", error);
        }
    }

    private static FileStream Open(string path, FileShare share) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, 0);

    /// <summary>Opens a log that no other writer has open, and lets readers in.</summary>
    private static FileStream OpenAsOnlyWriter(string path)
    {
        // On Windows, this keeps other writers out by itself.
        if (OperatingSystem.IsWindows()) return Open(path, FileShare.Read);
        FileStream log = Open(path, FileShare.None);
        try
        {
            if (SystemNative.FLock(log.SafeFileHandle, SharedLock | WithoutWaiting) == 0) return log;
            IOException error = new("It is locked.", Marshal.GetLastPInvokeError());
            // Where a file system has no locks, there is none to turn into another.
            if (!IsLocked(error)) return log;
            log.Dispose();
            throw error;
        }
        catch (Exception missing) when (SystemNative.IsMissing(missing))
        {
            log.Dispose();
            return Open(path, FileShare.Read);
        }
    }

    /// <summary>
    /// Ends the lock of a reader, which would keep writers out for as long as it reads: a writer only appends.
    /// </summary>
    private static void Unlock(FileStream log)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            _ = SystemNative.FLock(log.SafeFileHandle, NoLock);
        }
        catch (Exception error) when (SystemNative.IsMissing(error))
        {
            // Writers wait.
        }
    }

    /// <summary>Opens a file that is locked for a moment; the error is the last one.</summary>
    private static FileStream RetryWhileLocked(Func<FileStream> open)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return open();
            }
            catch (IOException error) when (IsLocked(error) && Stopwatch.GetElapsedTime(start) <= LockTimeout)
            {
                Thread.Sleep(20);
            }
        }
    }

    private static T WrapErrors<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException
            || (Path.EndsInDirectorySeparator(path) && !Directory.Exists(path)))
        {
            throw new SwishException("ResultLogNotFound", ErrorKind.NotFound,
                $"The file '{path}' or its folder does not exist. Specify another path, or create the folder first.",
                path, error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or NotSupportedException
            or ArgumentException)
        {
            throw new SwishException("ResultLogUnavailable", ErrorKind.ResourceUnavailable,
                $"The result log '{path}' cannot be opened: {error.Message} Specify a file that can be read and "
                + "written.", path, error);
        }
    }

    /// <summary>
    /// Determines whether an error means that the file is locked: EWOULDBLOCK of Linux (11) and macOS (35), or
    /// ERROR_SHARING_VIOLATION of Windows.
    /// </summary>
    private static bool IsLocked(IOException error) =>
        error.GetType() == typeof(IOException)
        && (OperatingSystem.IsWindows()
            ? error.HResult == unchecked((int)0x80070020)
            : error.HResult is 11 or 35);
}
