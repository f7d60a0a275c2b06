using System.Text.RegularExpressions;
using Swish.Tests.Data;
using Xunit;

namespace Swish.Tests.Documentation;

/// <summary>
/// Checks the words of the documents: every Markdown page, the about topics of the module, and the XML documentation in
/// src/. CONTRIBUTING.md has the style guide.
/// </summary>
public partial class StyleTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(MnistFiles.Folder, "..", "..", ".."));

    // Build outputs, version control, and what the experiments write.
    private static readonly string[] SkippedFolders = [".git", "artifacts", "bin", "obj", "results", "logs"];

    // The style guide quotes the words to avoid.
    private const string StyleGuide = "CONTRIBUTING.md";

    private static readonly StyleRule[] Rules =
    [
        // American spelling
        new(@"\b\w*(colo|behavi|favo|neighbo|hono)ur\w*", "-or"),
        new(@"\b\w*(normal|initial|optim|regular|minim|maxim|general|standard|vector|parallel|serial|random|visual|summar"
            + @"|synchron|organ|recogn|penal|util|quant)is(e|ed|es|er|ers|ing|ation|ations)\b", "-ize"),
        new(@"\b\w*izms?\b", "-ism"),
        new(@"\banalys(e|ed|ing)\b", "analyze"),
        new(@"\b(label|model|cancel|travel|signal)l(ed|ing)\b", "one l"),
        new(@"\bcatalogues?\b", "catalog"),
        new(@"\bcentre(s|d)?\b", "center"),
        new(@"\bgrey\b", "gray"),
        new(@"\bartefacts?\b", "artifact"),
        new(@"\blicence\b", "license"),
        new(@"\b(learnt|(mis)?spelt)\b", "learned, spelled"),
        new(@"\bwhilst\b", "while"),

        // The field's words
        new(@"\btold right\b", "correctly classified"),
        new(@"\b(more than|beyond) chance\b", "statistically significant"),
        new(@"\bthe way (there|back)\b", "forward pass, backward pass"),
        new(@"\b(first|second)(-level)? cache\b", "L1 cache, L2 cache"),
        new(@"\bask(s|ed|ing)? for ahead\b", "prefetch"),
        new(@"\btrained constants?\b", "learnable parameter"),
        new(@"\bturned weights\b", "transposed weights"),
        new(@"\ba turn\b", "per iteration, or a transpose"),
        new(@"\brehears(al|als|e|ed|es|ing)\b", "JIT warm-up"),
        new(@"\b(register width|width of (the )?registers?|any width of registers)\b", "vector width"),
        new(@"\brefus(e|ed|es|ing|al|als)\b", "reject"),

        // Plain English
        new(@"\banew\b", "again"),
        new(@"\balone\b", "only, by itself"),
        new(@"\bbeside\b", "next to, compared with, in addition to"),
        new(@"\bfor want of\b", "because there is no"),
        new(@"\bin the midst\b", "in the middle"),
        new(@"\bby turns\b", "alternately"),
        new(@"\band (its|their) like\b", "and similar ones"),
        new(@"\bone's own\b", "your own"),
        new(@"\bbut for\b", "except for"),
        new(@"\b(goes|go) on\b", "continue"),
        new(@"\bstands? in\b", "is in, replaces"),
        new(@"\bas (it|they) stands?\b", "as is, without changes"),
        new(@"\bnothing of\b", "no"),
        new(@"\b(is|are) told\b", "is shown"),
        new(@"\b(is|are) no (number|name|path|pattern|file|folder|class|run|recipe|formula|activation|data set|log)s?\b",
            "is not a"),
        new(@"\b(object|line|one|point|file|type|steps) an? "
            + @"(run|line|layer|unit|point|function|condition|activation|baseline|cmdlet|epoch)\b", "per"),
        new(@"\b(hitherto|thence|whence|wherein|therein|thereof|lest|albeit)\b", "a word of today"),
    ];

    public static TheoryData<string> Files =>
    [
        .. FilesOf("", "*.md").Concat(FilesOf("module/en-US", "about_*.txt")).Concat(FilesOf("src", "*.cs"))
            .Where(file => file != StyleGuide)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Documents_use_plain_words_and_American_spelling(string file)
    {
        string text = File.ReadAllText(Path.Combine(Repository, file)).Replace("\r", "", StringComparison.Ordinal);
        string[] found =
        [
            .. Rules.SelectMany(rule => rule.Find(Prose(file, text))).OrderBy(use => use.Line)
                .Select(use => $"{file}({use.Line}): {use.Message}"),
        ];
        Assert.True(found.Length == 0, "\n" + string.Join('\n', found));
    }

    [Theory]
    [InlineData("page.md", "# Colours", 1, "-or")]
    [InlineData("page.md", "It is\nnormalised.", 2, "-ize")]
    [InlineData("page.md", "parallelizm: 8", 1, "-ism")]
    [InlineData("page.md", "Not\nbeyond\nchance.", 2, "statistically significant")]
    [InlineData("page.md", "```\nanew\n```\nIt starts anew.", 4, "again")]
    [InlineData("page.md", "`alone` is a word; this is alone.", 1, "only")]
    [InlineData("about_A.help.txt", "One object a run.", 1, "per")]
    [InlineData("A.cs", "int anew;\n/// <summary>On the way\n/// back.</summary>", 2, "backward pass")]
    public void A_word_to_avoid_is_found_with_its_line(string file, string text, int line, string better)
    {
        (int Line, string Message) use = Assert.Single(Rules.SelectMany(rule => rule.Find(Prose(file, text))));
        Assert.Equal(line, use.Line);
        Assert.Contains(better, use.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.md", "Parallelism, analyses, normalization, a canceled run of several steps per epoch.")]
    [InlineData("page.md", "~~~\nanew\n~~~\nand `the way back` in code, [link](anew.md)")]
    [InlineData("A.cs", "// Comments in code are not checked: anew.\n/// <summary>Computes it again.</summary>")]
    public void Other_words_and_code_pass(string file, string text) =>
        Assert.Empty(Rules.SelectMany(rule => rule.Find(Prose(file, text))));

    private static IEnumerable<string> FilesOf(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(SkippedFolders.Contains));

    /// <summary>Blanks out what is not prose (code, and the targets of links), so that lines keep their
    /// numbers.</summary>
    private static string Prose(string file, string text) => Path.GetExtension(file) switch
    {
        ".cs" => string.Join('\n', text.Split('\n').Select(line => DocumentationLine().Match(line).Groups["text"].Value)),
        ".md" => NotProse().Replace(text, match => new string('\n', match.Value.Count(c => c == '\n'))),
        _ => text,
    };

    [GeneratedRegex(@"^\s*///\s?(?<text>.*)$")]
    private static partial Regex DocumentationLine();

    [GeneratedRegex(@"^ *(?<fence>```|~~~).*?^ *\k<fence>|`[^`]*`|\]\([^)\s]*\)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NotProse();
}
