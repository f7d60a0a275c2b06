using System.Collections.ObjectModel;
using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace Swish.Module.Parameters;

/// <summary>
/// Paths as PowerShell understands them, relative to $PWD, with ~ and drives, as paths of the file system. The
/// process's own directory plays no part.
/// </summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>Returns what exists at a path: one entry, or with wildcards any number but none.</summary>
    /// <param name="command">The cmdlet, whose session has the location and the drives.</param>
    /// <param name="path">A path, as it was given.</param>
    /// <param name="literal">Whether wildcard characters stand for themselves.</param>
    /// <exception cref="SwishException">Nothing is there (PathNotFound), it is no file (PathNotFileSystem), no path
    /// (InvalidPath) or no pattern (InvalidPattern).</exception>
    public static IReadOnlyList<string> ResolveExisting(this PSCmdlet command, string path, bool literal)
    {
        if (literal)
        {
            string single = command.ResolveNew(path);
            return Path.Exists(single) ? [single] : throw NotFound(path);
        }
        RequireNoNull(path);
        Collection<string> found;
        ProviderInfo provider;
        try
        {
            found = command.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (Exception cause)
            when (cause is ItemNotFoundException or DriveNotFoundException or ProviderNotFoundException)
        {
            throw NotFound(path, cause, pattern: true);
        }
        catch (Exception cause) when (IsInvalid(cause))
        {
            throw Invalid(path, cause);
        }
        catch (WildcardPatternException cause)
        {
            throw new SwishException("InvalidPattern", ErrorKind.InvalidArgument,
                $"'{path}' is no pattern: a [ needs its ]. A path that has a [ in it goes to -LiteralPath.", path,
                cause);
        }
        RequireFileSystem(provider, path);
        return found.Count > 0 ? found : throw NotFound(path, pattern: true);
    }

    /// <summary>
    /// Returns the full path of a file that need not exist. Wildcard characters stand for themselves.
    /// </summary>
    /// <param name="command">The cmdlet, whose session has the location and the drives.</param>
    /// <param name="path">A path, as it was given.</param>
    /// <exception cref="SwishException">The drive does not exist (PathNotFound), or holds no files (PathNotFileSystem),
    /// or it is no path (InvalidPath).</exception>
    public static string ResolveNew(this PSCmdlet command, string path)
    {
        RequireNoNull(path);
        string full;
        ProviderInfo provider;
        try
        {
            full = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception cause) when (cause is DriveNotFoundException or ProviderNotFoundException)
        {
            throw new SwishException("PathNotFound", ErrorKind.NotFound,
                $"There is no drive for '{path}'; Get-PSDrive lists those that there are.", path, cause);
        }
        catch (Exception cause) when (IsInvalid(cause))
        {
            throw Invalid(path, cause);
        }
        RequireFileSystem(provider, path);
        return full;
    }

    /// <summary>No file system has it in a name, and each function of .NET rejects it in its own way.</summary>
    private static void RequireNoNull(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new SwishException("InvalidPath", ErrorKind.InvalidArgument,
                "A path has no NUL character in it; give another.", path);
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != FileSystem)
            throw new SwishException("PathNotFileSystem", ErrorKind.InvalidArgument,
                $"'{path}' is a path of the {provider.Name} provider; give one of the file system.", path);
    }

    // Such as one that leaves its drive with '..': PowerShell's own error has an id of its own for each.
    private static bool IsInvalid(Exception cause) =>
        cause is PSArgumentException or PSNotSupportedException or PSInvalidOperationException
            or ProviderInvocationException or ArgumentException or NotSupportedException or IOException;

    private static SwishException Invalid(string path, Exception cause) =>
        new("InvalidPath", ErrorKind.InvalidArgument,
            $"'{path}' is no path that leads to a file: {cause.Message.TrimEnd('.')}. Give another.", path, cause);

    private static SwishException NotFound(string path, Exception? cause = null, bool pattern = false) =>
        new("PathNotFound", ErrorKind.NotFound,
            $"There is nothing at '{path}'. Give the path of an existing file or folder."
            + (pattern && WildcardPattern.ContainsWildcardCharacters(path)
                ? " It was read as a pattern; a path with [ ], * or ? in its name goes to -LiteralPath."
                : ""), path, cause);
}
