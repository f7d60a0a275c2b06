namespace Swish.Module.Parameters;

/// <summary>
/// Decides which files of networks may be opened because a log or a table names them. These are input, and may name any
/// file, or a computer on the network.
/// </summary>
/// <param name="named">The full paths of the files and folders that the user named.</param>
internal sealed class NetworkAccess(IReadOnlyList<string> named)
{
    /// <summary>Determines whether a file may be opened.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="log">The path of the log that names it; null if it was none.</param>
    /// <returns>True if the user named it or its folder, or if it is in the folder of the log or below.</returns>
    public bool IsAllowed(string path, string? log) =>
        named.Any(place => IsWithin(path, place))
        || (Path.GetDirectoryName(log) is { Length: > 0 } folder && IsWithin(path, folder));

    // Nothing is opened or looked up before the text of the path is right: that could connect to another computer.
    private static bool IsWithin(string path, string place)
    {
        StringComparison comparison =
            OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        path = Path.GetFullPath(path);
        place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place));
        if (path.Equals(place, comparison)) return true;
        string prefix = Path.EndsInDirectorySeparator(place) ? place : place + Path.DirectorySeparatorChar;
        if (!path.StartsWith(prefix, comparison)) return false;
        // A link could lead out of the folder.
        for (string? below = path; below?.Length > prefix.Length; below = Path.GetDirectoryName(below))
            if (new FileInfo(below).LinkTarget is not null) return false;
        return true;
    }
}
