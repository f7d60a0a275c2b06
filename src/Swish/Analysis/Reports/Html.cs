using System.Text;
using System.Xml;
using System.Xml.Linq;
using Swish.Analysis.Charts;

namespace Swish.Analysis.Reports;

/// <summary>Creates elements of HTML, and writes a page that is also well-formed XML.</summary>
internal static class Html
{
    private static readonly XNamespace Namespace = "http://www.w3.org/1999/xhtml";

    // Elements without an end tag. All others need one in HTML, even if they are empty.
    private static readonly string[] Void = ["br", "img", "meta", "col"];

    /// <summary>Creates an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Attributes, text and elements; null is skipped.</param>
    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>Creates an attribute.</summary>
    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>Creates a section with a heading.</summary>
    /// <param name="id">The id, which the table of contents refers to.</param>
    /// <param name="heading">The heading.</param>
    /// <param name="content">The contents; null is skipped.</param>
    public static XElement Section(string id, string heading, params object?[] content) => Element(
        "section", Attribute("aria-labelledby", id), Element("h2", Attribute("id", id), heading), content);

    /// <summary>Creates a table whose columns have headings and whose first cells are headings of their rows.</summary>
    /// <param name="caption">The caption.</param>
    /// <param name="columns">The headings of the columns; a name that ends with a tab is that of numbers.</param>
    /// <param name="rows">The cells: text or elements.</param>
    /// <returns>The table in a region that scrolls if the page is narrow.</returns>
    public static XElement Table(string caption, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        bool[] areNumbers = [.. columns.Select(c => c.EndsWith('\t'))];
        return Element("div", Attribute("class", "wide"), Attribute("role", "region"), Attribute("tabindex", "0"),
            Attribute("aria-label", caption),
            Element("table",
                Element("caption", caption),
                Element("thead", Element("tr", columns.Select((c, i) => Element(
                    "th", Attribute("scope", "col"), areNumbers[i] ? Attribute("class", "number") : null,
                    c.TrimEnd('\t'))))),
                Element("tbody", rows.Select(cells => Element("tr", cells.Select((cell, i) => i == 0
                    ? Element("th", Attribute("scope", "row"), cell)
                    : Element("td", areNumbers[i] ? Attribute("class", "number") : null, cell)))))));
    }

    /// <summary>Writes a page.</summary>
    /// <param name="page">The element html.</param>
    /// <returns>The page in UTF-8.</returns>
    public static byte[] Write(XElement page)
    {
        foreach (XElement element in page.DescendantsAndSelf())
        {
            foreach (XAttribute attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
                attribute.Value = Clean(attribute.Value);
            // An empty text makes the writer add an end tag.
            if (element.IsEmpty && element.Name.Namespace == Namespace && !Void.Contains(element.Name.LocalName))
                element.Add("");
        }
        foreach (XText text in page.DescendantNodes().OfType<XText>().ToArray()) text.Value = Clean(text.Value);

        using MemoryStream stream = new();
        stream.Write("<!DOCTYPE html>\n"u8);
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true, NewLineChars = "\n",
        };
        using (XmlWriter writer = XmlWriter.Create(stream, settings)) page.Save(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>
    /// Escapes marks that would show the letters of a name in another order, and replaces characters that XML does not
    /// have.
    /// </summary>
    private static string Clean(string text)
    {
        text = PrintableText.Escape(text);
        return text.All(c => XmlConvert.IsXmlChar(c)) ? text : ChartText.Lines(text);
    }
}
