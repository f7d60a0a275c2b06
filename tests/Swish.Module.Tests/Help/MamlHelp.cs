using System.Xml.Linq;

namespace Swish.Module.Tests.Help;

/// <summary>Reads the file that Get-Help reads.</summary>
internal static class MamlHelp
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static IReadOnlyDictionary<string, HelpPage> Pages { get; } = XDocument
        .Load(Path.Combine(BuiltModule.Folder, "en-US", "Swish.Module.dll-Help.xml"))
        .Descendants(Command + "command").Select(Read).ToDictionary(p => p.Name);

    private static HelpPage Read(XElement command) => new()
    {
        Name = command.Element(Command + "details")!.Element(Command + "name")!.Value,
        Synopsis = Paragraphs(command.Element(Command + "details")!.Element(Maml + "description")),
        Description = Paragraphs(command.Element(Maml + "description")),
        Examples =
        [
            .. command.Descendants(Command + "example").Select(e => new HelpExample(
                e.Element(Maml + "title")!.Value.Trim('-', ' '), e.Element(Dev + "code")!.Value,
                Paragraphs(e.Element(Dev + "remarks")))),
        ],
        Parameters =
        [
            .. command.Element(Command + "parameters")!.Elements().Select(p => new HelpParameter(
                p.Element(Maml + "name")!.Value, Paragraphs(p.Element(Maml + "description")),
                p.Element(Dev + "defaultValue")?.Value ?? "")),
        ],
        Inputs = Types(command, "inputType"),
        Outputs = Types(command, "returnValue"),
        Notes = Paragraphs(command.Element(Maml + "alertSet")?.Element(Maml + "alert")),
        Links = [.. command.Descendants(Maml + "linkText").Select(l => l.Value)],
    };

    private static string[] Types(XElement command, string element) =>
    [
        .. command.Descendants(Command + element).Select(
            t => $"{t.Element(Dev + "type")!.Element(Maml + "name")!.Value}: {Paragraphs(t.Element(Maml + "description"))}"),
    ];

    private static string Paragraphs(XElement? element) =>
        HelpPage.Flow(string.Join("\n\n", element?.Elements(Maml + "para").Select(p => p.Value) ?? []));
}
