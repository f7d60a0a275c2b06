using System.Text.RegularExpressions;

namespace Swish.Module.Tests.Help;

/// <summary>Reads the pages in docs/en-US.</summary>
internal static partial class MarkdownHelp
{
    public static string Folder { get; } = Path.Combine(BuiltModule.Repository, "docs", "en-US");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public static HelpPage Read(string name)
    {
        string text = Text(name);
        return new()
        {
            Name = FirstHeading().Match(text).Groups[1].Value,
            Synopsis = HelpPage.Flow(Section(text, "SYNOPSIS")),
            Description = HelpPage.Flow(Section(text, "DESCRIPTION")),
            Examples = [.. Entries(Section(text, "EXAMPLES")).Select(Example)],
            Parameters = [.. Entries(Section(text, "PARAMETERS")).Where(e => e.Title != "CommonParameters").Select(Parameter)],
            Inputs = [.. Entries(Section(text, "INPUTS")).Select(e => $"{e.Title}: {HelpPage.Flow(e.Body)}")],
            Outputs = [.. Entries(Section(text, "OUTPUTS")).Select(e => $"{e.Title}: {HelpPage.Flow(e.Body)}")],
            Notes = HelpPage.Flow(Section(text, "NOTES")),
            Links = [.. Link().Matches(Section(text, "RELATED LINKS")).Select(m => m.Groups[1].Value)],
        };
    }

    /// <summary>The block of metadata under a parameter.</summary>
    public static string Metadata(string name, string parameter) =>
        Block("yaml").Match(Entries(Section(Text(name), "PARAMETERS")).Single(e => e.Title == "-" + parameter).Body)
            .Groups[1].Value;

    /// <summary>How the cmdlet is called, a line a parameter set.</summary>
    public static IReadOnlyList<string> Syntax(string name) =>
        [.. Block("").Matches(Section(Text(name), "SYNTAX")).Select(m => HelpPage.Flow(m.Groups[1].Value))];

    /// <summary>The files that a page links to.</summary>
    public static IReadOnlyList<string> LinkedFiles(string name) =>
        [.. Link().Matches(Section(Text(name), "RELATED LINKS")).Select(m => Path.Combine(Folder, m.Groups[2].Value))];

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".md"));

    private static string Section(string text, string heading) =>
        Regex.Match(text, $@"^## {heading}\n(.*?)(?=^## |\z)", RegexOptions.Singleline | RegexOptions.Multiline)
            .Groups[1].Value;

    private static IEnumerable<(string Title, string Body)> Entries(string section) =>
        Entry().Matches(section).Select(m => (m.Groups[1].Value.Trim(), m.Groups[2].Value));

    private static HelpExample Example((string Title, string Body) entry)
    {
        Match code = Block("powershell").Match(entry.Body);
        return new(entry.Title, code.Groups[1].Value.TrimEnd('\n'), HelpPage.Flow(entry.Body[(code.Index + code.Length)..]));
    }

    private static HelpParameter Parameter((string Title, string Body) entry)
    {
        Match metadata = Block("yaml").Match(entry.Body);
        string value = DefaultValue().Match(metadata.Value).Groups[1].Value;
        if (value.StartsWith('\'')) value = value[1..^1].Replace("''", "'", StringComparison.Ordinal);
        return new(entry.Title.TrimStart('-'), HelpPage.Flow(entry.Body[..metadata.Index]), value);
    }

    private static Regex Block(string language) => new($@"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline);

    [GeneratedRegex(@"^# (\S+)", RegexOptions.Multiline)]
    private static partial Regex FirstHeading();

    [GeneratedRegex(@"^### ([^\n]+)\n(.*?)(?=^### |\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^DefaultValue: (.*)$", RegexOptions.Multiline)]
    private static partial Regex DefaultValue();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();
}
