namespace Swish;

/// <summary>Recognizes errors of the file system.</summary>
internal static class DiskErrors
{
    /// <summary>
    /// Determines whether an error is ENOSPC, EFBIG or EDQUOT (Linux and macOS), ERROR_DISK_FULL or
    /// ERROR_HANDLE_DISK_FULL (Windows).
    /// </summary>
    /// <param name="error">An error of writing a file.</param>
    /// <returns>True if there is no space left.</returns>
    public static bool IsDiskFull(Exception error) => OperatingSystem.IsWindows()
        ? error.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027)
        : error.HResult is 28 or 27 or 69 or 122;
}
