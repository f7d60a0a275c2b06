using System.Text.RegularExpressions;
using Swish.Tests.Data;
using Xunit;

namespace Swish.Tests.Documentation;

/// <summary>Follows every relative link and picture of every Markdown file in the repository.</summary>
public partial class LinkTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(MnistFiles.Folder, "..", "..", ".."));

    // Build outputs and the version control's folder; template.md has the links of the page that is made from it.
    private static readonly string[] Skipped = [".git", "artifacts", "bin", "obj", "template.md"];

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Repository, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Skipped.Contains)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings(string page)
    {
        string file = Path.Combine(Repository, page);
        string[] broken =
        [
            .. Link().Matches(WithoutCode(File.ReadAllText(file))).Select(match => match.Groups["target"].Value)
                .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Exists(file, target)),
        ];
        Assert.Equal([], broken);
    }

    private static bool Exists(string page, string link)
    {
        string[] parts = Uri.UnescapeDataString(link).Split('#', 2);
        string target = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        return parts.Length == 1 || !target.EndsWith(".md", StringComparison.Ordinal)
            ? Path.Exists(target)
            : File.Exists(target) && Headings(target).Contains(parts[1]);
    }

    /// <summary>Returns the anchors of a page's headings, as GitHub names them.</summary>
    private static IEnumerable<string> Headings(string page) =>
        Heading().Matches(WithoutCode(File.ReadAllText(page))).Select(match => NotInAnchor().Replace(
            match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Removes fenced blocks, and the backticks of code in a line.</summary>
    private static string WithoutCode(string text) =>
        FencedBlock().Replace(text.Replace("\r", "", StringComparison.Ordinal), "")
            .Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=\]\()(?<target>[^)\s]+)(?=\))")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} +(?<text>.+?) *$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex("^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBlock();
}
