using System.Xml.Linq;

namespace Swish.Help;

/// <summary>Writes help pages as MAML, the XML that Get-Help reads.</summary>
internal static class MamlHelp
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Creates the help file of the given pages.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="project">
    /// The address of the repository, whose pages Get-Help -Online opens; null or empty if it has none.
    /// </param>
    public static XDocument Write(IEnumerable<HelpPage> pages, string? project = null) => new(new XElement(
        Msh + "helpItems", new XAttribute("schema", "maml"), new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "dev", Dev),
        pages.Select(page => WriteCommand(page, project))));

    private static XElement WriteCommand(HelpPage page, string? project) => new(
        Command + "command",
        new XElement(
            Command + "details", new XElement(Command + "name", page.Name), Description(page.Synopsis),
            new XElement(Command + "verb", page.Name.Split('-')[0]),
            new XElement(Command + "noun", page.Name.Split('-')[1])),
        Description(page.Description),
        new XElement(Command + "syntax", page.Syntax.Select(s => WriteSyntax(page, s))),
        new XElement(Command + "parameters", page.Parameters.Select(p => WriteParameter(
            p, p.Sets[0], page.Syntax.SelectMany(s => s.Parameters).First(s => s.Name == p.Name).Type,
            Description(p.Description), p.Default.Length > 0 ? new XElement(Dev + "defaultValue", p.Default) : null))),
        new XElement(Command + "inputTypes", page.Inputs.Select(t => WriteType("inputType", t))),
        new XElement(Command + "returnValues", page.Outputs.Select(t => WriteType("returnValue", t))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(WriteExample)),
        new XElement(
            Command + "relatedLinks",
            string.IsNullOrEmpty(project)
                ? null
                : Link("Online version", $"{project.TrimEnd('/')}/blob/main/docs/en-US/{page.Name}.md"),
            page.Links.Select(link => Link(link, ""))));

    private static XElement Link(string text, string address) => new(
        Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri", address));

    private static XElement WriteSyntax(HelpPage page, HelpSyntax syntax) => new(
        Command + "syntaxItem", new XElement(Maml + "name", page.Name),
        from shown in syntax.Parameters
        let parameter = page.Parameters.Single(p => p.Name == shown.Name)
        select WriteParameter(parameter, parameter.In(syntax.Set), shown.Type, Description("")));

    private static XElement WriteParameter(
        HelpParameter parameter, HelpParameterSet set, string? shortType, XElement description,
        XElement? value = null) => new(
        Command + "parameter",
        new XAttribute("required", set.IsRequired), new XAttribute("variableLength", false),
        new XAttribute("globbing", parameter.SupportsWildcards), new XAttribute("pipelineInput", set.PipelineInput),
        new XAttribute("position", set.Position),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name), description,
        shortType is null
            ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", true), shortType),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type)), value);

    private static XElement WriteType(string element, HelpType type) => new(
        Command + element, new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        Description(type.Description));

    // The empty paragraph separates an example from the title of the next one.
    private static XElement WriteExample(HelpExample example) => new(
        Command + "example", new XElement(Maml + "title", $"--------- {example.Title} ---------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks), new XElement(Maml + "para", "")));

    private static XElement Description(string text) => new(Maml + "description", Paragraphs(text));

    private static IEnumerable<XElement> Paragraphs(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new XElement(Maml + "para", line));
}
