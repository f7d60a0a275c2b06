namespace Swish;

/// <summary>
/// Checks and writes files that a user asked for, such as pictures: another file is replaced only if the user said so,
/// and a file is written completely or not at all.
/// </summary>
internal static class OutputFile
{
    /// <summary>Checks the path of a file, before its contents are made.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The path is not valid (InvalidPath) or is a folder, a pipe, a socket or a device (PathNotFile), the file exists
    /// and must not be overwritten (FileExists), as a result log never is, its folder does not exist (PathNotFound), or it
    /// cannot be written there (CannotWriteFile).
    /// </exception>
    public static void Check(string path, bool overwrite)
    {
        RequireValid(path);
        if (Directory.Exists(path))
            throw new SwishException("PathNotFile", ErrorKind.InvalidArgument,
                $"'{path}' is a folder; specify the path of a file in it.", path);
        RequireReplaceable(path);
        if (!overwrite && File.Exists(path))
            throw new SwishException("FileExists", ErrorKind.ResourceExists,
                $"'{path}' exists; choose another path, or overwrite it with -Force.", path);
        if (File.Exists(path) && IsResultLog(path))
            throw new SwishException("FileExists", ErrorKind.ResourceExists,
                $"'{path}' is a result log, which nothing else overwrites, even with -Force; choose another path.", path);
        RequireFolder(path);
    }

    /// <summary>Checks that the folder of a file exists, and that the file can be written there.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="SwishException">
    /// The folder does not exist (PathNotFound), or the file cannot be written to it (CannotWriteFile).
    /// </exception>
    public static void RequireFolder(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new SwishException("PathNotFound", ErrorKind.NotFound,
                $"The folder '{folder}' for '{Path.GetFileName(path)}' does not exist.", path);
        try
        {
            AtomicFile.RequireWritable(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, cause);
        }
    }

    /// <summary>Checks that a path has no NUL character.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="SwishException">It has one (InvalidPath).</exception>
    public static void RequireValid(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new SwishException("InvalidPath", ErrorKind.InvalidArgument,
                "A path cannot contain a NUL character; specify another one.", path);
    }

    /// <summary>
    /// Checks that a path is not that of a pipe, a socket or a device, whose place a file would take.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <exception cref="SwishException">It is one of these (PathNotFile).</exception>
    public static void RequireReplaceable(string path)
    {
        if (RegularFile.IsSpecial(path))
            throw new SwishException("PathNotFile", ErrorKind.InvalidArgument,
                $"'{path}' is a pipe, a socket or a device, which a file would replace; specify another path.", path);
    }

    /// <summary>Writes a file as <see cref="AtomicFile"/> does.</summary>
    /// <param name="path">The full path. If it is a link, the file that it refers to is replaced.</param>
    /// <param name="contents">The contents.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    /// <exception cref="SwishException">
    /// The file cannot be written (CannotWriteFile). An existing file is unchanged.
    /// </exception>
    public static void Write(string path, byte[] contents, bool overwrite)
    {
        try
        {
            AtomicFile.Write(path, stream => stream.Write(contents), overwrite);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(path, cause);
        }
    }

    /// <summary>
    /// Determines whether a file begins as the lines of result logs do, after a byte-order mark and blank lines, which do a
    /// log no harm.
    /// </summary>
    /// <param name="path">The path of a file that exists.</param>
    /// <returns>False also if it cannot be read.</returns>
    internal static bool IsResultLog(string path)
    {
        const int Longest = 1 << 16;
        try
        {
            using FileStream file = File.OpenRead(RegularFile.Require(path));
            byte[] head = new byte[Longest];
            ReadOnlySpan<byte> start = head.AsSpan(0, file.ReadAtLeast(head, Longest, throwOnEndOfStream: false));
            if (start.StartsWith("\ufeff"u8)) start = start[3..];
            return start.TrimStart(" \t\r\n"u8).StartsWith("{\"version\":"u8);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be read may be anything.
            return false;
        }
    }

    private static SwishException CannotWrite(string path, Exception cause) => new(
        "CannotWriteFile", ErrorKind.ResourceUnavailable, $"'{path}' cannot be written: {cause.Message}", path, cause);
}
