using System.Collections;
using System.Management.Automation;

namespace Swish.Shell;

/// <summary>The commands that come with PowerShell and not with its engine.</summary>
internal static class PowerShellCommands
{
    private static readonly HashSet<string> Names = Read();

    /// <summary>A line for those of them that errors say were missed, or null.</summary>
    /// <param name="errors">The session's $Error.</param>
    public static string? Advice(IEnumerable errors)
    {
        string[] missed =
        [.. errors.Cast<object>()
            .Select(e => ((e as ErrorRecord)?.Exception ?? e as Exception) as CommandNotFoundException)
            .Select(e => e?.CommandName ?? "")
            .Where(Names.Contains)
            .Distinct(StringComparer.OrdinalIgnoreCase).Reverse()];
        if (missed.Length == 0) return null;
        string verb = missed.Length == 1 ? "comes" : "come";
        return $"{string.Join(", ", missed)} {verb} with PowerShell, and this shell is its engine alone."
            + Environment.NewLine + "Install PowerShell from https://aka.ms/powershell and import the module there.";
    }

    private static HashSet<string> Read()
    {
        using Stream stream = typeof(PowerShellCommands).Assembly.GetManifestResourceStream("PowerShellCommands.txt")!;
        using StreamReader reader = new(stream);
        return new(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.OrdinalIgnoreCase);
    }
}
