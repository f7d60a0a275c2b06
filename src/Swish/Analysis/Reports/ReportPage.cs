using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;
using Swish.Training;

namespace Swish.Analysis.Reports;

/// <summary>Assembles the page of a report.</summary>
internal static class ReportPage
{
    /// <summary>Returns the page in UTF-8.</summary>
    /// <param name="content">What the report shows.</param>
    /// <exception cref="SwishException">There is neither a run nor a comparison (NothingToReport).</exception>
    public static byte[] Make(ReportContent content)
    {
        if (content.Runs.Count + content.Results.Count + content.Comparison.Count == 0)
            throw new SwishException("NothingToReport", ErrorKind.InvalidData,
                "There is nothing to report; pipe results of Invoke-SwishTraining or rows of Compare-Activation, or "
                + "specify result logs with -ResultPath.");
        ActivationNames names = new(content.Runs);
        ResultRow[] runs = [.. content.Runs.Select(names.Rename)];
        ComparedPairs pairs = new(content.Comparison);
        (ResultRow, TrainingResult)[] results =
            [.. content.Results.Select(r => (names.Rename(ResultRow.From(r)), r))];
        string[] activations = [.. runs.Concat(pairs.Rows).Select(r => r.Text("Activation")).Distinct()];
        string title = content.Title ?? Title(activations, pairs);
        FigureSet figures = new();
        XElement[] sections =
        [
            .. new[]
            {
                new VerdictSection(pairs, content.NextStep).Make(),
                ComparisonSection.Make(pairs, figures),
                new CurveSection(figures).Make(results, pairs),
                NetworkSection.Make(content.Networks),
                new MethodsSection(runs, pairs).Make(),
                Settings(content, runs),
                RepeatSection.Make(content, runs, pairs),
            }.OfType<XElement>(),
        ];
        return Html.Write(Html.Element("html", Html.Attribute("lang", "en"),
            Html.Element("head",
                Html.Element("meta", Html.Attribute("charset", "utf-8")),
                Html.Element("meta", Html.Attribute("name", "viewport"),
                    Html.Attribute("content", "width=device-width, initial-scale=1")),
                // Nothing is loaded and no script runs, whatever the names in the data contain.
                Html.Element("meta", Html.Attribute("http-equiv", "Content-Security-Policy"), Html.Attribute("content",
                    "default-src 'none'; style-src 'unsafe-inline'; img-src data:")),
                Html.Element("meta", Html.Attribute("name", "generator"), Html.Attribute("content", $"Swish {Version}")),
                Html.Element("title", title),
                Html.Element("style", ReportStyle.Of(figures))),
            Html.Element("body",
                Html.Element("header",
                    Html.Element("h1", title),
                    Html.Element("p", Html.Attribute("class", "question"),
                        content.Question ?? Question(activations, runs, pairs)),
                    Html.Element("nav", Html.Attribute("aria-label", "Contents"), Html.Element("ul", sections.Select(s =>
                        s.Elements().First() is var heading ? Html.Element("li", Html.Element("a",
                            Html.Attribute("href", "#" + heading.Attribute("id")!.Value), heading.Value)) : null)))),
                Html.Element("main", sections))));
    }

    private static string Version =>
        typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "";

    private static XElement? Settings(ReportContent content, ResultRow[] runs)
    {
        if (runs.Length == 0) return null;
        MachineInfo[] machines = [.. content.Machines.Distinct()];
        return Html.Section("settings", "Settings and machine",
            Html.Table("Settings of the runs", ["Setting", "Values"], new RunSettings(runs).Rows()),
            machines.Length == 0
                ? Html.Element("p", "The machine of these runs is not recorded; a result log names it. Results do not "
                    + "depend on it.")
                : Html.Table("Machines, on which results do not depend",
                    ["Processor", "Runtime", "Operating system", "Vectors"],
                    machines.Select(m => (object?[])
                    [
                        m.Processor, m.Runtime, m.OperatingSystem,
                        string.Create(CultureInfo.InvariantCulture, $"{m.VectorBits} bits"),
                    ])),
            content.Remarks.Count == 0 ? null : Html.Element("ul", Html.Attribute("class", "note"),
                content.Remarks.Select(r => Html.Element("li", r))));
    }

    private static string Title(string[] activations, ComparedPairs pairs)
    {
        string[] baselines = [.. pairs.Pairs.Select(r => r.Text("Baseline")).Distinct()];
        string[] others = [.. pairs.Pairs.Select(r => r.Text("Activation")).Distinct()];
        return baselines.Length == 1 && others.Length is > 0 and <= 4
            ? $"{RunSettings.Join(others)} compared with {baselines[0]}"
            : activations.Length is > 0 and <= 4 ? RunSettings.Join(activations)
            : string.Create(CultureInfo.InvariantCulture, $"{activations.Length} activation functions");
    }

    private static string Question(string[] activations, IReadOnlyList<ResultRow> runs, ComparedPairs pairs)
    {
        string[] data = [.. runs.Concat(pairs.Rows).Select(r => r.Text("Dataset")).Where(d => d.Length > 0).Distinct()];
        string where = data.Length > 0 ? $" on {RunSettings.Join(data)}" : "";
        string which = activations.Length is > 1 and <= 6 ? $"Which of the activation functions {RunSettings.Join(activations)}"
            : activations.Length == 1 ? $"What {ColumnLabel.InText(pairs.Metric)} does {activations[0]} reach{where}?"
            : "Which activation function";
        return activations.Length == 1 ? which
            : $"{which} has the best {ColumnLabel.InText(pairs.Metric)}{where}, and is the difference statistically significant?";
    }
}
