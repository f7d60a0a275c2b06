using System.Buffers.Binary;
using System.Globalization;
using System.Xml.Linq;
using Swish.Analysis.Charts;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

public sealed class ChartFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("swish-charts-").FullName;

    public static TheoryData<string> Kinds => ["curve", "sweep", "places", "history", "comparison"];

    private static Chart Chart(string kind) => ChartDesign.Of(kind switch
    {
        "curve" => ChartRows.Curves("Swish", "ReLU"),
        "sweep" => ChartRows.Sweep("BatchSize", [32, 64, 128], "ReLU", "Swish"),
        "places" => ChartRows.Sweep("Depth", [3], "ReLU", "Swish"),
        "history" => ChartRows.History("ReLU", "Swish"),
        _ => ChartRows.Comparison(10, 20),
    }, new());

    private string Write(string name, string kind = "sweep", int width = 720, int height = 480, bool overwrite = false)
    {
        string path = Path.Combine(_folder, name);
        ChartFile.Write(Chart(kind), path, width, height, overwrite);
        return path;
    }

    [Fact]
    public void A_picture_whose_drawing_was_stopped_is_not_written()
    {
        string path = Path.Combine(_folder, "stopped.svg");
        Assert.Throws<OperationCanceledException>(() => ChartFile.Write(
            Chart("curve"), path, 720, 480, overwrite: false, stop: new(canceled: true)));
        Assert.False(File.Exists(path));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Svg_holds_title_labels_and_legend_as_text(string kind)
    {
        Chart chart = Chart(kind);
        XElement svg = XDocument.Load(Write("picture.svg", kind, 1440, 960)).Root!;
        Assert.Equal("svg", svg.Name.LocalName);
        Assert.Equal(("1440", "960"), ((string?)svg.Attribute("width"), (string?)svg.Attribute("height")));
        Assert.Equal("0 0 720 480", (string?)svg.Attribute("viewBox"));
        XElement[] lines = [.. svg.Descendants().Where(e => e.Name.LocalName == "text")];
        // raised from the lower edge that the exporter means to the baseline
        Assert.All(lines, line => Assert.Equal(("baseline", "-0.2em"),
            ((string?)line.Attribute("dominant-baseline"), (string?)line.Attribute("dy"))));
        string[] texts = [.. lines.Select(line => line.Value)];
        Assert.Contains(chart.Title, texts);
        if (chart.X.Label.Length > 0) Assert.Contains(chart.X.Label, texts);
        Assert.Contains(chart.Y.Label, texts);
        if (chart.Series.Count > 1) Assert.All(chart.Series, s => Assert.Contains(s.Name, texts));
        Assert.All(chart.X.Categories, c => Assert.Contains(c, texts));
        string spoken = svg.Elements().First(e => e.Name.LocalName == "title").Value;
        Assert.Contains(chart.Title, spoken, StringComparison.Ordinal);
    }

    [Fact]
    public void Pdf_is_a_document_of_one_page()
    {
        byte[] pdf = File.ReadAllBytes(Write("picture.pdf"));
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.InRange(pdf.Length, 1000, 1_000_000);
    }

    [Fact]
    public void The_dark_theme_has_light_ink()
    {
        string path = Path.Combine(_folder, "dark.svg");
        ChartFile.Write(Chart("sweep"), path, 720, 480, overwrite: false, ChartTheme.Dark);
        string svg = File.ReadAllText(path);
        Assert.Contains("fill:rgb(30,30,30)", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("fill:rgb(34,34,34)", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_no_font_has_are_warned_of()
    {
        List<string> warnings = [];
        Chart chart = Chart("sweep") with { Title = "No script has this: \U0003FFFD" };
        ChartFile.Write(chart, Path.Combine(_folder, "odd.png"), 720, 480, false, ChartTheme.Light, warnings.Add);
        Assert.Contains("U+3FFFD", Assert.Single(warnings), StringComparison.Ordinal);
        warnings.Clear();
        ChartFile.Write(
            Chart("sweep"), Path.Combine(_folder, "plain.png"), 720, 480, false, ChartTheme.Light, warnings.Add);
        Assert.Empty(warnings);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Png_has_the_size_that_was_asked_for(string kind)
    {
        byte[] png = File.ReadAllBytes(Write("picture.PNG", kind, 640, 360));
        Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8.ToArray()], png[..8]);
        Assert.Equal(640, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(360, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.True(png.Length > 4000, "a picture with lines and text is larger than a blank one");
    }

    [Fact]
    public void Pictures_are_the_same_in_any_culture()
    {
        byte[] here = File.ReadAllBytes(Write("a.svg", "curve"));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(here, File.ReadAllBytes(Write("b.svg", "curve")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("\u001b[31mred", "\uFFFD[31mred")]
    [InlineData("a\u009bb", "a\uFFFDb")]
    [InlineData("a\ufffeb", "a\uFFFDb")]
    [InlineData("a\tb", "a b")]
    [InlineData("a & b < c, β, \ud83d\ude00", "a & b < c, β, \ud83d\ude00")]
    public void What_no_picture_can_show_is_replaced_wherever_it_stands(string text, string shown)
    {
        Swish.Analysis.ResultRow[] rows =
        [
            .. from activation in new[] { text, "ReLU" } from place in new[] { "p" + text, "q" }
               select ChartRows.Row(("Activation", activation), ("Place", place), ("TestAccuracy", 0.9), ("Seed", 1)),
        ];
        Chart chart = ChartDesign.Of(
            rows, new() { X = "Place", Y = ["TestAccuracy"], Title = text, XLabel = "x" + text, YLabel = "y" + text });
        foreach (string name in new[] { "picture.svg", "picture.png" })
            ChartFile.Write(chart, Path.Combine(_folder, name), 720, 480, overwrite: false);
        string[] texts = [.. XDocument.Load(Path.Combine(_folder, "picture.svg")).Descendants()
            .Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.All([shown, "p" + shown, "x" + shown, "y" + shown], t => Assert.Contains(t, texts));
        Assert.Equal(2, texts.Count(t => t == shown)); // the title, and the legend
        string terminal = string.Concat(TerminalChart.Draw(chart, 80, 20, color: false));
        Assert.DoesNotContain(terminal, char.IsControl);
        Assert.Contains("y" + shown, terminal, StringComparison.Ordinal);
    }

    [Fact]
    public void Halves_of_surrogate_pairs_are_replaced()
    {
        char high = '\ud83d', low = '\ude00';
        Chart chart = ChartDesign.Of(ChartRows.Curves("Swish"), new() { Title = $"a{high}b{low}{high}{low}{high}" });
        Assert.Equal($"a\uFFFDb\uFFFD{high}{low}\uFFFD", chart.Title);
    }

    [Fact]
    public void A_title_of_two_lines_is_two_lines()
    {
        Chart chart = ChartDesign.Of(ChartRows.Curves("Swish"), new() { Title = "Swish\r\nand its slope" });
        string path = Path.Combine(_folder, "picture.svg");
        ChartFile.Write(chart, path, 720, 480, overwrite: false);
        string[] texts = [.. XDocument.Load(path).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Contains("Swish", texts);
        Assert.Contains("and its slope", texts);
        IReadOnlyList<string> terminal = TerminalChart.Draw(chart, 60, 20, color: false);
        Assert.Equal(["Swish", "and its slope"], terminal.Take(2).Select(l => l.Trim()));
    }

    [Fact]
    public void Series_differ_in_color_and_in_dash()
    {
        string[] names = [.. Enumerable.Range(0, 35).Select(i => $"A{i:00}")];
        Chart chart = ChartDesign.Of(ChartRows.Sweep("Depth", [1, 2], names), new());
        Assert.Equal(35, chart.Series.Select(s =>
            (s.Color % SeriesStyle.Colors.Count, s.Dash % SeriesStyle.Dashes.Count)).Distinct().Count());
    }

    [Fact]
    public void An_existing_file_is_kept_unless_it_may_be_replaced()
    {
        string path = Path.Combine(_folder, "kept.svg");
        File.WriteAllText(path, "mine");
        Assert.Equal("FileExists", Assert.Throws<SwishException>(() => Write("kept.svg")).ErrorId);
        Assert.Equal("mine", File.ReadAllText(path));
        Write("kept.svg", overwrite: true);
        Assert.StartsWith("<?xml", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows may not allow links.");
        string target = Path.Combine(_folder, "target.svg"), link = Path.Combine(_folder, "link.svg");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        Write("link.svg", overwrite: true);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.StartsWith("<?xml", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picture.gif", "UnknownPictureFormat")]
    [InlineData("picture", "UnknownPictureFormat")]
    [InlineData("nowhere/picture.svg", "PathNotFound")]
    [InlineData("pic\0ture.svg", "InvalidPath")]
    public void A_path_that_makes_no_picture_is_rejected(string name, string id)
    {
        Assert.Equal(id, Assert.Throws<SwishException>(() => Write(name)).ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData(99, 480)]
    [InlineData(720, 10_001)]
    public void A_size_that_makes_no_picture_is_rejected(int width, int height) => Assert.Equal("InvalidPictureSize",
        Assert.Throws<SwishException>(() => Write("picture.svg", width: width, height: height)).ErrorId);

    [Fact]
    public void A_folder_is_no_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder.svg"));
        Assert.Equal("PathNotFile", Assert.Throws<SwishException>(() => Write("folder.svg", overwrite: true)).ErrorId);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
