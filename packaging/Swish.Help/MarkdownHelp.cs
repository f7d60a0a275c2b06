using System.Text.RegularExpressions;

namespace Swish.Help;

/// <summary>Reads a help page in the form that PlatyPS defines: Markdown with fixed headings.</summary>
internal static partial class MarkdownHelp
{
    /// <summary>Reads a page.</summary>
    /// <param name="path">The path of the Markdown file.</param>
    /// <returns>The page.</returns>
    /// <exception cref="FormatException">A section is missing, or an entry has another form.</exception>
    public static HelpPage Read(string path)
    {
        string text = File.ReadAllText(path).Replace("\r", "", StringComparison.Ordinal);
        try
        {
            return new()
            {
                Name = Match(FirstHeading(), text).Groups[1].Value,
                Synopsis = Flow(Section(text, "SYNOPSIS")),
                Description = Flow(Section(text, "DESCRIPTION")),
                Syntax = [.. Entries(Section(text, "SYNTAX")).Select(Syntax)],
                Examples = [.. Entries(Section(text, "EXAMPLES")).Select(Example)],
                Parameters =
                [
                    .. Entries(Section(text, "PARAMETERS")).Where(e => e.Title != "CommonParameters").Select(Parameter),
                ],
                Inputs = [.. Entries(Section(text, "INPUTS")).Select(e => new HelpType(e.Title, Flow(e.Body)))],
                Outputs = [.. Entries(Section(text, "OUTPUTS")).Select(e => new HelpType(e.Title, Flow(e.Body)))],
                Notes = Flow(Section(text, "NOTES")),
                Links = [.. Link().Matches(Section(text, "RELATED LINKS")).Select(m => m.Groups[1].Value)],
            };
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Joins each paragraph, and each item of a list, to one line, which the terminal wraps.</summary>
    public static string Flow(string text) => string.Join('\n',
        from paragraph in ParagraphEnd().Split(text)
        let line = WhiteSpace().Replace(paragraph, " ").Trim()
        where line.Length > 0
        select line);

    private static string Section(string text, string heading) =>
        Match(new($@"^## {heading}\n(.*?)(?=^## |\z)", RegexOptions.Singleline | RegexOptions.Multiline), text)
            .Groups[1].Value;

    private static IEnumerable<(string Title, string Body)> Entries(string section) =>
        Entry().Matches(section).Select(m => (m.Groups[1].Value.Trim(), m.Groups[2].Value));

    private static HelpSyntax Syntax((string Title, string Body) entry)
    {
        string line = Flow(Match(Block(), entry.Body).Groups["code"].Value);
        return new(
            entry.Title.Replace(" (Default)", "", StringComparison.Ordinal), line,
            [
                .. SyntaxParameter().Matches(line).Select(m =>
                    (m.Groups["name"].Value, m.Groups["type"].Success ? m.Groups["type"].Value : null)),
            ]);
    }

    private static HelpExample Example((string Title, string Body) entry)
    {
        Match code = Match(Block(), entry.Body);
        return new(
            entry.Title, code.Groups["code"].Value.TrimEnd('\n'), Flow(entry.Body[(code.Index + code.Length)..]));
    }

    private static HelpParameter Parameter((string Title, string Body) entry)
    {
        Match block = Match(Block(), entry.Body);
        Match metadata = Match(Metadata(), block.Groups["code"].Value);
        string value = metadata.Groups["default"].Value;
        if (value.StartsWith('\'')) value = value[1..^1].Replace("''", "'", StringComparison.Ordinal);
        return new()
        {
            Name = entry.Title.TrimStart('-'),
            Description = Flow(entry.Body[..block.Index]),
            Type = metadata.Groups["type"].Value,
            Default = value,
            SupportsWildcards = metadata.Groups["wildcards"].Value == "true",
            Aliases = [.. metadata.Groups["alias"].Captures.Select(c => c.Value)],
            Sets =
            [
                .. ParameterSet().Matches(metadata.Value).Select(m => new HelpParameterSet(
                    m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value == "true", m.Groups[4].Value == "true",
                    m.Groups[5].Value == "true")),
            ],
        };
    }

    private static Match Match(Regex pattern, string text) => pattern.Match(text) is { Success: true } match
        ? match : throw new FormatException($"there is no '{pattern}' in '{text[..Math.Min(80, text.Length)]}'.");

    [GeneratedRegex(@"^# (\S+)", RegexOptions.Multiline)]
    private static partial Regex FirstHeading();

    [GeneratedRegex(@"^### ([^\n]+)\n(.*?)(?=^### |\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^```\w*\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<=[ \[])-(?<name>\w+)\]?(?: <(?<type>[^>]+)>)?")]
    private static partial Regex SyntaxParameter();

    [GeneratedRegex("""
        ^Type: (?<type>.+)
        DefaultValue: (?<default>.*)
        SupportsWildcards: (?<wildcards>.+)
        Aliases:(?: \[\])?
        (?:- (?<alias>\S+)
        )*ParameterSets:
        (?s:.*)
        """)]
    private static partial Regex Metadata();

    [GeneratedRegex("""
        - Name: (.+)
          Position: (.+)
          IsRequired: (.+)
          ValueFromPipeline: (.+)
          ValueFromPipelineByPropertyName: (.+)
        """)]
    private static partial Regex ParameterSet();

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\n[ \t]*\n|\n(?=- )")]
    private static partial Regex ParagraphEnd();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
