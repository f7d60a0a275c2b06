using Swish.Help;

namespace Swish.Module.Tests.Help;

/// <summary>The pages in docs/en-US.</summary>
internal static class HelpPages
{
    private static readonly string Folder = Path.Combine(BuiltModule.Repository, "docs", "en-US");

    private static readonly IReadOnlyDictionary<string, HelpPage> All =
        Directory.GetFiles(Folder, "*.md").ToDictionary(file => Path.GetFileNameWithoutExtension(file), MarkdownHelp.Read);

    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Returns the page of a cmdlet.</summary>
    public static HelpPage Read(string name) => All[name];

    /// <summary>Returns its Markdown.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".md"));
}
