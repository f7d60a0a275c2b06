namespace Swish.Shell;

/// <summary>What the command line asks for.</summary>
/// <param name="Command">A script as text, or null.</param>
/// <param name="File">A script file, or null.</param>
/// <param name="Arguments">The file's parameters and arguments, as they were written.</param>
/// <param name="NoProgress">Whether progress is left out.</param>
/// <param name="Help">Whether the usage is wanted instead.</param>
internal sealed record ShellOptions(
    string? Command, string? File, IReadOnlyList<string> Arguments, bool NoProgress, bool Help)
{
    public const string Usage = """
        Runs a script in PowerShell's engine with the module Swish imported.

          Swish.Shell [-NoProgress] -Command <script> ...     the rest of the line is the script; - reads standard input
          Swish.Shell [-NoProgress] -File <path> <arguments>  a script file and its parameters
          Swish.Shell -Help

        It has the engine's own commands and Swish's. Export-Csv, Format-Table, Select-Object and others come with
        PowerShell itself: https://aka.ms/powershell
        Exit code: 0; 1 if an error was shown; N after exit N; 130 after Ctrl+C.
        """;

    /// <summary>Reads a command line; options are case-blind and take a prefix, as PowerShell's do.</summary>
    /// <exception cref="FormatException">It is wrong; the message says how.</exception>
    public static ShellOptions Parse(IReadOnlyList<string> arguments)
    {
        bool noProgress = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string[] rest = [.. arguments.Skip(i + 1)];
            if (Is("-Help", 2) || Is("--help", 3) || arguments[i] is "-?" or "/?")
                return new(null, null, [], noProgress, Help: true);
            if (Is("-Command", 2))
                return rest.Length > 0
                    ? new(string.Join(' ', rest), null, [], noProgress, Help: false)
                    : throw new FormatException("-Command needs a script behind it.");
            if (Is("-File", 2))
                return rest.Length > 0
                    ? new(null, rest[0], rest[1..], noProgress, Help: false)
                    : throw new FormatException("-File needs the path of a script behind it.");
            if (!Is("-NoProgress", 4))
                throw new FormatException($"'{arguments[i]}' is not an option of this shell.");
            noProgress = true;

            bool Is(string name, int atLeast) =>
                arguments[i].Length >= atLeast && name.StartsWith(arguments[i], StringComparison.OrdinalIgnoreCase);
        }
        throw new FormatException("Give -Command and a script, or -File and a path.");
    }
}
