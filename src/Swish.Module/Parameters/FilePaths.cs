using System.Collections.ObjectModel;
using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace Swish.Module.Parameters;

/// <summary>
/// Resolves PowerShell paths (relative to $PWD, with ~ and drives) to paths of the file system, independent of the
/// process's current directory.
/// </summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>Resolves the path of existing files or folders: one, or with wildcards one or more.</summary>
    /// <param name="command">The cmdlet, whose session has the current location and the drives.</param>
    /// <param name="path">The path, as the user typed it.</param>
    /// <param name="literal">Whether wildcard characters are literal.</param>
    /// <exception cref="SwishException">
    /// Nothing exists at the path (PathNotFound), it is not in the file system (PathNotFileSystem), it is a pipe or a
    /// socket (PathNotFile), or it is not a valid path (InvalidPath) or pattern (InvalidPattern).
    /// </exception>
    public static IReadOnlyList<string> ResolveExisting(this PSCmdlet command, string path, bool literal)
    {
        if (literal)
        {
            string single = command.ResolveNew(path);
            return Path.Exists(single) ? [RejectPipe(single)] : throw NotFound(path);
        }
        RejectNulCharacter(path);
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
                $"'{path}' is not a valid pattern: it has a [ without a ]. For a path that contains [, use "
                + "-LiteralPath.",
                path, cause);
        }
        RequireFileSystem(provider, path);
        if (found.Count == 0) throw NotFound(path, pattern: true);
        foreach (string file in found) RejectPipe(file);
        return found;
    }

    /// <summary>Resolves the path of one existing file, or a pattern that one or more have.</summary>
    /// <param name="command">The cmdlet, whose session has the current location and the drives.</param>
    /// <param name="path">The path, as the user typed it. If there is a file of exactly this name, it is meant.</param>
    /// <exception cref="SwishException">The errors of the other overload.</exception>
    public static IReadOnlyList<string> ResolveExisting(this PSCmdlet command, string path) =>
        command.ResolveExisting(path, literal: File.Exists(command.ResolveNew(path)));

    /// <summary>Resolves the path of a file that need not exist. Wildcard characters are literal.</summary>
    /// <param name="command">The cmdlet, whose session has the current location and the drives.</param>
    /// <param name="path">The path, as the user typed it.</param>
    /// <exception cref="SwishException">
    /// The drive does not exist (PathNotFound), the path is not in the file system (PathNotFileSystem), or it is not
    /// valid (InvalidPath).
    /// </exception>
    public static string ResolveNew(this PSCmdlet command, string path)
    {
        RejectNulCharacter(path);
        string full;
        ProviderInfo provider;
        try
        {
            full = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (Exception cause) when (cause is DriveNotFoundException or ProviderNotFoundException)
        {
            throw new SwishException("PathNotFound", ErrorKind.NotFound,
                $"The drive of '{path}' does not exist; Get-PSDrive lists the drives.", path, cause);
        }
        catch (Exception cause) when (IsInvalid(cause))
        {
            throw Invalid(path, cause);
        }
        RequireFileSystem(provider, path);
        return full;
    }

    /// <summary>Checks that a path is not that of a folder, where a file is needed.</summary>
    /// <param name="full">The full path.</param>
    /// <returns>The same path.</returns>
    /// <exception cref="SwishException">It is a folder (PathNotFile).</exception>
    public static string RequireFile(string full) => Directory.Exists(full)
        ? throw new SwishException("PathNotFile", ErrorKind.InvalidArgument,
            $"'{full}' is a folder; specify the path of a file, such as {Path.Combine(full, "runs.jsonl")}.", full)
        : full;

    /// <summary>Checks that a path is not that of a pipe, since opening one may wait forever.</summary>
    private static string RejectPipe(string full) => RegularFile.IsPipe(full)
        ? throw new SwishException("PathNotFile", ErrorKind.InvalidArgument,
            $"'{full}' is a pipe or a socket; write what it contains to a file, and specify its path.", full)
        : full;

    /// <summary>
    /// Checks that a path has no NUL character, which no file system allows and which .NET functions report in
    /// different ways.
    /// </summary>
    private static void RejectNulCharacter(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new SwishException("InvalidPath", ErrorKind.InvalidArgument,
                "A path cannot contain a NUL character; specify another one.", path);
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != FileSystem)
            throw new SwishException("PathNotFileSystem", ErrorKind.InvalidArgument,
                $"'{path}' is a path of the {provider.Name} provider; specify one of the file system.", path);
    }

    // For example, a path may leave its drive with '..'. PowerShell has a different error id for each such case.
    private static bool IsInvalid(Exception cause) =>
        cause is PSArgumentException or PSNotSupportedException or PSInvalidOperationException
            or ProviderInvocationException or ArgumentException or NotSupportedException or IOException;

    private static SwishException Invalid(string path, Exception cause) =>
        new("InvalidPath", ErrorKind.InvalidArgument,
            $"'{path}' is not a valid path: {cause.Message.TrimEnd('.')}. Specify another one.", path, cause);

    private static SwishException NotFound(string path, Exception? cause = null, bool pattern = false) =>
        new("PathNotFound", ErrorKind.NotFound,
            $"'{path}' does not exist. Specify the path of an existing file or folder."
            + (pattern && WildcardPattern.ContainsWildcardCharacters(path)
                ? " It was read as a pattern; for a path that contains [ ], * or ?, use -LiteralPath."
                : ""), path, cause);
}
