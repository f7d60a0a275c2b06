using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;
using Swish.Analysis;
using Swish.Analysis.Reports;
using Swish.Tests.Analysis.Comparisons;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Analysis.Reports;

/// <summary>A report is one valid page that needs nothing else, and says what the comparison says.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Page_is_valid_and_needs_no_script_and_no_other_file()
    {
        string page = ReportSamples.Page(ReportSamples.Content(ReportSamples.Results(["ReLU", "Swish", "GELU"], [2, 8], 7)));
        IDocument document = Parse(page);
        Assert.Equal("en", document.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(document.Title!);
        Assert.Single(document.QuerySelectorAll("h1"));
        Assert.Empty(document.QuerySelectorAll("script, link, iframe, object, form, [onclick], [onload]"));
        foreach (IElement element in document.QuerySelectorAll("[src], [href]"))
            Assert.Matches("^(#|data:image/png)", element.GetAttribute("src") ?? element.GetAttribute("href")!);
        Assert.DoesNotContain("url(http", page, StringComparison.OrdinalIgnoreCase);
        string[] ids = [.. document.QuerySelectorAll("[id]").Select(e => e.Id!)];
        Assert.Equal(ids.Distinct(), ids);
        foreach (IElement link in document.QuerySelectorAll("nav a")) Assert.Contains(link.GetAttribute("href")![1..], ids);
        // What a screen reader needs.
        Assert.All(document.QuerySelectorAll("table"), table =>
        {
            Assert.NotEmpty(table.QuerySelector("caption")!.TextContent);
            Assert.All(table.QuerySelectorAll("th"), th => Assert.Contains(th.GetAttribute("scope"), (string[])["col", "row"]));
        });
        Assert.All(document.QuerySelectorAll("svg"), svg => Assert.Equal("img", svg.GetAttribute("role")));
        Assert.All(document.QuerySelectorAll("svg"), svg => Assert.NotEmpty(svg.QuerySelector("title")!.TextContent));
        Assert.Equal(3, document.QuerySelectorAll("svg").Length);
        // The same page is well-formed XML.
        Assert.Equal("html", XDocument.Parse(page).Root!.Name.LocalName);
    }

    [Fact]
    public void Figures_have_the_colors_of_both_themes()
    {
        string page = ReportSamples.Page(ReportSamples.Content(ReportSamples.Results(["ReLU", "Swish"], [2], 7)));
        string style = Parse(page).QuerySelector("style")!.TextContent;
        int dark = style.IndexOf("prefers-color-scheme:dark", StringComparison.Ordinal);
        Assert.Contains("--f0:rgb(", style[..dark], StringComparison.Ordinal);
        Assert.Contains("--f0:rgb(", style[dark..], StringComparison.Ordinal);
        // No color of the light theme is fixed in a figure, except where both themes have it.
        Assert.DoesNotContain("rgb(34,34,34)", page[page.IndexOf("<svg", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        const string Name = "</title><script>alert('x')</script>\u202e\u0007\ud800 & \"quoted\"";
        ResultRow[] runs =
        [
            .. Runs.Series("ReLU", [0.9, 0.91]),
            .. Runs.Series("Swish", [0.9, 0.91], ("Optimizer", Name)).Select(r => r.With("Dataset", Name)),
        ];
        string page = ReportSamples.Page(new()
        {
            Title = Name, Question = Name, Runs = runs, Comparison = [ReportSamples.Compared("Better", ("Note", Name))],
            Commands = [Name], Remarks = [Name], Machines = [new MachineInfo(Name, Name, Name, 256)],
        });
        IDocument document = Parse(page);
        Assert.Empty(document.QuerySelectorAll("script"));
        Assert.Equal("</title><script>alert('x')</script>\\u202E\\u0007\\uD800 & \"quoted\"", document.Title);
        Assert.DoesNotContain('\u202e', page);
    }

    [Theory]
    [InlineData("Better", "Swish is better than ReLU (")]
    [InlineData("Worse", "Swish is worse than ReLU (")]
    [InlineData("Same", "Swish and ReLU are equivalent within the margin (")]
    [InlineData("Unclear", "It is not clear whether Swish or ReLU is better (")]
    [InlineData("Untested", "There is no verdict on Swish against ReLU (")]
    [InlineData("NotComparable", "Swish and ReLU are not comparable (")]
    public void Verdict_is_a_sentence(string verdict, string sentence)
    {
        IDocument document = Parse(ReportSamples.Page(new() { Comparison = [ReportSamples.Compared(verdict, ("Note", "A note."))] }));
        Assert.Equal(
            sentence + "mean difference +0.0020, 95 % interval +0.0010 to +0.0030; 8 pairs; adjusted p = 0.012). A note.",
            document.QuerySelector(".answer li")!.TextContent);
    }

    [Fact]
    public void Verdicts_under_several_conditions_are_counted()
    {
        IDocument document = Parse(ReportSamples.Page(new()
        {
            Comparison =
            [
                ReportSamples.Compared("Better", ("Depth", 2)), ReportSamples.Compared("Worse", ("Depth", 4)),
                ReportSamples.Compared("Better", ("Depth", 8)),
            ],
        }));
        Assert.Equal("Swish compared with ReLU under 3 conditions: better under 2; worse under 1.",
            document.QuerySelector(".answer")!.TextContent);
        Assert.StartsWith("With depth 4, Swish is worse than ReLU", document.QuerySelectorAll(".verdicts li")[1].TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_on_new_examples_is_shown_where_rows_have_it()
    {
        IDocument document = Parse(ReportSamples.Page(new()
        {
            Comparison =
            [
                ReportSamples.Compared("Better", ("NewExamplesVerdict", "Unclear"), ("NewExamplesLower", -0.001),
                    ("NewExamplesUpper", 0.005)),
            ],
        }));
        string answer = document.QuerySelector(".answer li")!.TextContent;
        Assert.StartsWith("It is not clear whether Swish or ReLU is better", answer, StringComparison.Ordinal);
        Assert.EndsWith(" That is the verdict on new test examples, 95 % interval −0.0010 to +0.0050; on these alone, Swish is "
            + "better than ReLU.", answer, StringComparison.Ordinal);
        Assert.Contains(document.QuerySelectorAll("th"), th => th.TextContent == "On new examples");
    }

    [Fact]
    public void Hash_does_not_depend_on_the_order_of_the_runs()
    {
        ResultRow[] rows =
        [
            Runs.Row(("RunId", "b1"), ("WeightHash", "22")), Runs.Row(("RunId", "a1"), ("WeightHash", "11")),
            Runs.Row(("RunId", "c1"), ("WeightHash", "")),
        ];
        string expected = Convert.ToHexStringLower(SHA256.HashData("11\n22\n"u8));
        Assert.Equal(expected, RepeatSection.Hash(rows, out int hashed));
        Assert.Equal(2, hashed);
        Assert.Equal(expected, RepeatSection.Hash([.. rows.Reverse()], out _));
    }

    [Fact]
    public void Thousand_runs_with_long_learning_curves_stay_below_two_megabytes()
    {
        byte[] page = ReportPage.Make(ReportSamples.Content(
            ReportSamples.Results(["ReLU", "Swish", "GELU", "Mish", "Tanh"], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 20, points: 300)));
        Assert.InRange(page.Length, 100_000, 2_000_000);
        Assert.Equal(1000, Parse(Encoding.UTF8.GetString(page)).QuerySelectorAll("#repeat ~ div tbody tr").Length);
    }

    [Fact]
    public void Same_content_has_the_same_bytes() => Assert.Equal(
        ReportPage.Make(ReportSamples.Content(ReportSamples.Results(["ReLU", "Swish"], [2], 3))),
        ReportPage.Make(ReportSamples.Content(ReportSamples.Results(["ReLU", "Swish"], [2], 3))));

    [Fact]
    public void Existing_files_are_replaced_only_if_asked()
    {
        ReportContent content = new() { Comparison = [ReportSamples.Compared("Better")] };
        string path = Path.Combine(_folder.Path, "report.html");
        File.WriteAllText(path, "mine");
        Assert.Equal("FileExists", Assert.Throws<SwishException>(() => Report.Write(content, path, overwrite: false)).ErrorId);
        Assert.Equal("mine", File.ReadAllText(path));
        Report.Write(content, path, overwrite: true);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("{\"version\":2,\"format\":\"Swish result log\"}\n")]
    [InlineData("{\"version\":1,\"fingerprint\":")]
    [InlineData("\uFEFF{\"version\":2,\"format\":\"Swish result log\"}\n")]
    [InlineData("\r\n\n {\"version\":2,\"format\":\"Swish result log\"}\n")]
    public void A_result_log_is_never_replaced(string log)
    {
        string path = Path.Combine(_folder.Path, "log.html");
        byte[] bytes = Encoding.UTF8.GetBytes(log);
        File.WriteAllBytes(path, bytes);
        Assert.Equal("FileExists", Assert.Throws<SwishException>(() => Report.Check(path, overwrite: true)).ErrorId);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("report.txt", "UnknownReportFormat")]
    [InlineData("missing/report.html", "PathNotFound")]
    [InlineData("a\0b.html", "InvalidPath")]
    public void Unsuitable_paths_are_rejected(string name, string id) => Assert.Equal(id,
        Assert.Throws<SwishException>(() => Report.Check(Path.Combine(_folder.Path, name), overwrite: false)).ErrorId);

    [Fact]
    public void Nothing_to_report_is_an_error() => Assert.Equal("NothingToReport",
        Assert.Throws<SwishException>(() => ReportPage.Make(new())).ErrorId);

    private static IDocument Parse(string page)
    {
        List<string> errors = [];
        HtmlParser parser = new();
        // The parser compares the end tag of clipPath, which SVG writes with a capital, in lower case with the start tag.
        // By the standard (13.2.6.5) both are compared in lower case, and it is no error.
        parser.Error += (_, error) =>
        {
            HtmlErrorEvent found = (HtmlErrorEvent)error;
            int from = Math.Max(0, found.Position.Index - 12);
            bool isClipPath = page.AsSpan(from, Math.Min(24, page.Length - from)).Contains("</clipPath", StringComparison.Ordinal);
            if (!isClipPath) errors.Add($"{found.Position}: {found.Message}");
        };
        IDocument document = parser.ParseDocument(page);
        Assert.Empty(errors);
        return document;
    }
}
