using System.Diagnostics;

namespace Swish.ResultLogs;

/// <summary>
/// Opens result logs: to read at any time, to write by one process at once.
/// <para>
/// Outside Windows, .NET takes an advisory lock that is exclusive for FileShare.None alone, and then keeps readers out
/// as well. So a writer first proves, with FileShare.None, that nobody has the log open, and then keeps it open with
/// FileShare.Read, which fails the next writer's proof and lets readers in. Between the two a lock file beside the log
/// keeps a second starting writer out.
/// </para>
/// </summary>
internal static class ResultLogFile
{
    // Readers and other starting writers hold their locks for moments only; a writer at work holds its for hours.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Opens a log to read.</summary>
    public static FileStream OpenToRead(string path) => Try(path, () =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Opens a log to read and append, unbuffered, and creates it where it is missing.</summary>
    /// <exception cref="SwishException">Another process writes to it (ResultLogInUse); its folder is missing
    /// (ResultLogNotFound); it cannot be written (ResultLogUnavailable).</exception>
    public static FileStream OpenToAppend(string path) => Try(path, () =>
    {
        // The log first, so that one that cannot be written is told before a lock file is made.
        WaitFor(path, () => Open(path, FileShare.ReadWrite)).Dispose();
        using FileStream guard = WaitFor(path, () => new FileStream(
            path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        WaitFor(path, () => Open(path, FileShare.None)).Dispose();
        return Open(path, FileShare.Read);
    });

    private static FileStream Open(string path, FileShare share) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, 0);

    private static FileStream WaitFor(string path, Func<FileStream> open)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return open();
            }
            catch (IOException error) when (IsLocked(error))
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                    throw new SwishException("ResultLogInUse", ErrorKind.ResourceUnavailable,
                        $"The result log '{path}' is in use by another process. One process at a time writes to a log: "
                        + "give each its own file, and read them together with Import-TrainingResult.", path, error);
                Thread.Sleep(20);
            }
        }
    }

    private static FileStream Try(string path, Func<FileStream> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SwishException("ResultLogNotFound", ErrorKind.NotFound,
                $"There is no '{path}', or the folder it would lie in does not exist. Give another path, "
                + "or make the folder first.", path, error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or NotSupportedException
            or ArgumentException)
        {
            throw new SwishException("ResultLogUnavailable", ErrorKind.ResourceUnavailable,
                $"The result log '{path}' cannot be opened: {error.Message} Give a file that can be read and written.",
                path, error);
        }
    }

    /// <summary>
    /// Whether another handle keeps the file: EWOULDBLOCK of Linux (11) and macOS (35), or a sharing violation.
    /// </summary>
    private static bool IsLocked(IOException error) =>
        error.GetType() == typeof(IOException)
        && (OperatingSystem.IsWindows()
            ? error.HResult == unchecked((int)0x80070020)
            : error.HResult is 11 or 35);
}
