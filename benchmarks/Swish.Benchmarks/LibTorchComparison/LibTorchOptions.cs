using System.Globalization;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Represents the command line of <c>peers</c>.</summary>
internal sealed record LibTorchOptions
{
    public const string Usage = """
        usage: peers [--only NAME,…] [--windows N] [--seconds S] [--no-check] [--json] [--list]
          --only     some of the rows; --list shows their names (growth is done only where it is named)
          --windows  windows of each side, in turn (default 9)
          --seconds  what a window lasts, one step at least (default 0.3)
          --no-check leaves out the comparison of losses
          --json     the rows as JSON on standard output
        """;

    /// <summary>Gets the names of the rows to measure. If empty, all rows.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public int Windows { get; init; } = 9;

    public double Seconds { get; init; } = 0.3;

    public bool Check { get; init; } = true;

    public bool Json { get; init; }

    public bool List { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">The command line is not valid.</exception>
    public static LibTorchOptions Parse(IReadOnlyList<string> args)
    {
        LibTorchOptions options = new();
        int i = 0;
        for (; i < args.Count; i++)
            options = args[i] switch
            {
                "--only" => options with { Only = Next().Split(',', StringSplitOptions.TrimEntries) },
                "--windows" => options with { Windows = int.Parse(Next(), CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(Next(), CultureInfo.InvariantCulture) },
                "--no-check" => options with { Check = false },
                "--json" => options with { Json = true },
                "--list" => options with { List = true },
                _ => throw new FormatException($"'{args[i]}' is no option."),
            };
        return options;

        string Next() => ++i < args.Count ? args[i] : throw new FormatException($"'{args[i - 1]}' needs a value.");
    }

    /// <summary>Returns whether the command line names a row.</summary>
    public bool Names(string name) => Only.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns whether to measure a row: it is named, or no row is.</summary>
    public bool Wants(string name) => Only.Count == 0 || Names(name);
}
