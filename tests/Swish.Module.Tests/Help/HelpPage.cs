using System.Text.RegularExpressions;

namespace Swish.Module.Tests.Help;

/// <summary>What the help of a cmdlet says, with each paragraph as one line, whatever file it was read from.</summary>
internal sealed partial record HelpPage
{
    public required string Name { get; init; }
    public required string Synopsis { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<HelpExample> Examples { get; init; }
    public required IReadOnlyList<HelpParameter> Parameters { get; init; }
    /// <summary>Types that are taken from the pipeline, with what is said of each.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }
    /// <summary>Types that are given, with what is said of each.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }
    public required string Notes { get; init; }
    public required IReadOnlyList<string> Links { get; init; }

    /// <summary>Paragraphs as lines without white space that a file's wrapping brings in.</summary>
    public static string Flow(string text) => string.Join('\n',
        from paragraph in BlankLine().Split(text)
        let line = WhiteSpace().Replace(paragraph, " ").Trim()
        where line.Length > 0
        select line);

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex BlankLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
