namespace Swish;

/// <summary>Writes files of which neither a reader nor the end of a process ever sees half.</summary>
internal static class AtomicFile
{
    private const string Extension = ".tmp";
    private const int NameLength = 32;

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
        FileInfo file = new(path);
        string target = file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (RegularFile.IsSpecial(target))
            throw new IOException("It is a pipe, a socket or a device, and not a file.");
        string temporary = $"{target}.{Guid.NewGuid():N}{Extension}";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite);
        }
        catch
        {
            // Free the space that an incomplete file takes on a full disk.
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Deletes what processes that ended while they wrote a file have left.</summary>
    /// <param name="path">The path of the file, which no process is writing.</param>
    /// <exception cref="IOException">The folder cannot be read, or a file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void DeleteTemporary(string path)
    {
        string name = Path.GetFileName(path) + ".";
        foreach (FileInfo file in new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).EnumerateFiles())
            if (file.Name.StartsWith(name, StringComparison.Ordinal) && IsTemporary(file.Name[name.Length..]))
                file.Delete();
    }

    private static bool IsTemporary(string end) =>
        end.Length == NameLength + Extension.Length && end.EndsWith(Extension, StringComparison.Ordinal)
        && end.Take(NameLength).All(char.IsAsciiHexDigitLower);

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
