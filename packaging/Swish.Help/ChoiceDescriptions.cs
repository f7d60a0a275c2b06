using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Swish.Help;

/// <summary>
/// Extracts the summaries of the members of public enumerations from the XML documentation of assemblies, for the
/// tooltips of tab completion.
/// </summary>
internal static partial class ChoiceDescriptions
{
    private const string Prefix = "F:";

    /// <summary>Returns one line per member: its full name, a tab, and the summary as plain text.</summary>
    /// <param name="documentation">The XML documentation files that the compiler wrote beside the assemblies.</param>
    public static IEnumerable<string> Read(IEnumerable<string> documentation) =>
        from file in documentation
        let assembly = Assembly.LoadFrom(Path.ChangeExtension(Path.GetFullPath(file), ".dll"))
        from member in XDocument.Load(file).Descendants("member")
        let name = (string?)member.Attribute("name") ?? ""
        where name.StartsWith(Prefix, StringComparison.Ordinal)
            && assembly.GetType(name[Prefix.Length..name.LastIndexOf('.')]) is { IsEnum: true, IsPublic: true }
        orderby name
        select $"{name[Prefix.Length..]}\t{Plain(member.Element("summary"))}";

    /// <summary>Returns the text of a summary, with the names that it refers to.</summary>
    private static string Plain(XElement? summary)
    {
        if (summary is null) return "";
        XElement copy = new(summary);
        foreach (XElement reference in copy.Descendants().Where(e => e.Attribute("cref") is not null).ToArray())
            reference.ReplaceWith(((string)reference.Attribute("cref")!).Split('.', ':')[^1]);
        return WhiteSpace().Replace(copy.Value, " ").Trim().TrimEnd('.');
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
