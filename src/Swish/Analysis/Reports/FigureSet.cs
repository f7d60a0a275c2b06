using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Swish.Analysis.Charts;

namespace Swish.Analysis.Reports;

/// <summary>
/// Draws the figures of a page as inline SVG. A color that differs between the themes becomes a variable of the style
/// sheet, so that each figure is in the page once and has the colors of the reader's theme.
/// </summary>
internal sealed partial class FigureSet
{
    /// <summary>The width of figures in layout units.</summary>
    public const double Width = 760;

    private readonly Dictionary<(string Light, string Dark), string> _variables = [];
    private int _count;

    /// <summary>Draws a chart as a figure.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="height">The height in layout units.</param>
    /// <param name="caption">The text below the figure.</param>
    public XElement Draw(Chart chart, double height, string caption)
    {
        XElement light = ChartFile.DrawSvg(chart, Width, height, ChartTheme.Light);
        XElement dark = ChartFile.DrawSvg(chart, Width, height, ChartTheme.Dark);
        string prefix = string.Create(CultureInfo.InvariantCulture, $"figure{++_count}-");
        foreach ((XElement one, XElement other) in light.DescendantsAndSelf().Zip(dark.DescendantsAndSelf()))
        {
            foreach (XAttribute attribute in one.Attributes().ToArray())
            {
                string value = attribute.Value;
                switch (attribute.Name.LocalName)
                {
                    // Ids are unique in the page.
                    case "id": attribute.Value = prefix + value; break;
                    case "clip-path": attribute.Value = value.Replace("#", "#" + prefix, StringComparison.Ordinal); break;
                    // The style sheet has these.
                    case "font-family": attribute.Remove(); break;
                    case "font-weight" when value == "400": attribute.Remove(); break;
                    case "style" or "fill" or "stroke":
                        string replaced = Replace(value, other.Attribute(attribute.Name)?.Value ?? value);
                        if (replaced == value) break;
                        if (attribute.Name.LocalName != "style")
                        {
                            attribute.Remove();
                            replaced = $"{attribute.Name.LocalName}:{replaced};{one.Attribute("style")?.Value}";
                        }
                        one.SetAttributeValue("style", replaced);
                        break;
                }
            }
        }
        return Html.Element("figure", light, Html.Element("figcaption", caption));
    }

    /// <summary>Returns the declarations of the variables in a theme.</summary>
    /// <param name="theme">The theme.</param>
    public string Variables(ChartTheme theme) => _variables.Aggregate(new StringBuilder(), (text, variable) => text
        .Append(variable.Value).Append(':')
        .Append(theme == ChartTheme.Dark ? variable.Key.Dark : variable.Key.Light).Append(';')).ToString();

    private string Replace(string light, string dark)
    {
        MatchCollection lights = Color().Matches(light), darks = Color().Matches(dark);
        if (lights.Count != darks.Count) return light;
        int i = 0;
        return Color().Replace(light, match =>
        {
            (string, string) pair = (match.Value, darks[i++].Value);
            if (pair.Item1 == pair.Item2) return match.Value;
            if (!_variables.TryGetValue(pair, out string? name))
                _variables[pair] = name = string.Create(CultureInfo.InvariantCulture, $"--f{_variables.Count}");
            return $"var({name})";
        });
    }

    [GeneratedRegex(@"rgb\([0-9,]+\)")]
    private static partial Regex Color();
}
