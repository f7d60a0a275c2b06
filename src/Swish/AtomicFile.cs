namespace Swish;

/// <summary>Writes files of which neither a reader nor the end of a process ever sees half.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a file under a temporary name in the same folder, flushes it to disk, and renames it. An existing file is
    /// replaced.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="write">Writes the contents.</param>
    /// <exception cref="IOException">The file cannot be written. An existing file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        // Always the same name, so that the files of ended processes do not pile up.
        string temporary = TemporaryName(path);
        FileStream stream = new(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            // Free the space that an incomplete file takes on a full disk.
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Deletes what a process that ended while it wrote a file has left.</summary>
    /// <param name="path">The path of the file, not the temporary name.</param>
    /// <exception cref="IOException">The file cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void DeleteTemporary(string path) => File.Delete(TemporaryName(path));

    private static string TemporaryName(string path) => path + ".tmp";

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next attempt overwrites it.
        }
    }
}
