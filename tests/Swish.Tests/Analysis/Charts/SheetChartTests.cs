using System.Text.RegularExpressions;
using System.Xml.Linq;
using Swish.Analysis;
using Swish.Analysis.Charts;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Networks.Architectures;
using Swish.Reproducibility;
using Swish.Tests.Models.Evaluation;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Analysis.Charts;

/// <summary>Heat maps of confusion matrices, and sheets of images.</summary>
public sealed class SheetChartTests : IDisposable
{
    private static readonly TrainedNetwork Network = NetworkTestTests.Digits();

    private static readonly ResultRow[] Cells =
    [
        ChartRows.Row(("True", "cat"), ("Predicted", "cat"), ("Count", 8)),
        ChartRows.Row(("True", "cat"), ("Predicted", "dog"), ("Count", 2)),
        ChartRows.Row(("True", "dog"), ("Predicted", "dog"), ("Count", "5")),
        ChartRows.Row(("True", "eel"), ("Predicted", "eel"), ("Count", 0)),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_confusion_matrix_has_its_counts_and_shades_by_share()
    {
        Chart chart = ChartDesign.Of(Cells, new());
        Assert.Equal(["cat", "dog", "eel"], chart.X.Categories);
        Assert.Equal(["cat", "dog", "eel"], chart.Y.Categories);
        Assert.Equal(["8", "2", "", "", "5", "", "", "", ""], chart.Matrix!.Texts.Cast<string>());
        Assert.Equal(
            [Math.Sqrt(0.8), Math.Sqrt(0.2), 0, 0, 1, 0, 0, 0, 0], chart.Matrix.Shades.Cast<double>());
        Assert.Equal(
        [
            "            Confusion matrix",
            "number of examples; shade by share of t…", "",
            "     Predicted class", "      cat dog eel", "cat │   8   2", "dog │       5", "eel │", "     rows: True class",
        ], TerminalChart.Draw(chart, 40, 10, color: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_image_that_is_much_wider_than_high_has_a_line(bool color)
    {
        int[,] pixels = new int[2, 300];
        for (int column = 150; column < 300; column++) pixels[0, column] = pixels[1, column] = 0xFFFFFF;
        string[] lines = [.. TerminalTiles.Draw([new("wide", pixels)], 80, 20, color)];
        Assert.Equal(3, lines.Length);
        Assert.Contains(color ? "38;2;255;255;255" : "⠉", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("wide", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Confusion_matrices_of_two_networks_are_rejected()
    {
        ResultRow[] rows = [.. ((string[])["a", "b"]).Select(
            id => ChartRows.Row(("True", "x"), ("Predicted", "x"), ("Count", 1), ("RunId", id)))];
        Assert.Equal("MixedRows", Id(() => ChartDesign.Of(rows, new())));
    }

    [Fact]
    public void A_matrix_of_many_classes_is_drawn_in_blocks()
    {
        ResultRow[] rows = [.. Enumerable.Range(0, 100).Select(
            i => ChartRows.Row(("True", $"class {i}"), ("Predicted", $"class {i}"), ("Count", 10)))];
        Chart chart = ChartDesign.Of(rows, new());
        Assert.All(TerminalChart.Draw(chart, 79, 20, color: false), line => Assert.InRange(line.Length, 0, 79));
        ChartFile.Write(chart, _folder.File("many.svg"), 1000, 1000, overwrite: true);
        Assert.Equal("NothingToPlot", Id(() => ChartDesign.Of(
            [.. Enumerable.Range(0, 201).Select(
                i => ChartRows.Row(("True", $"{i}"), ("Predicted", $"{i}"), ("Count", 1)))], new())));
    }

    [Fact]
    public void Misclassified_images_have_both_classes_as_labels()
    {
        NetworkPrediction[] wrong = [.. Predictions().Where(p => p.Correct == false)];
        Chart chart = ChartDesign.Of([.. wrong.Select(TileChart.Row)], new());
        Assert.Equal("Misclassified images", chart.Title);
        Assert.Equal(wrong.Length, chart.Tiles.Count);
        Assert.Matches(new Regex($"^{wrong[0].Label} → {wrong[0].Predicted} \\([0-9]+ %\\)$"), chart.Tiles[0].Label);
        byte[] pixels = wrong[0].GetImage()!.GetPixels();
        Assert.Equal(pixels.Select(p => p << 16 | p << 8 | p), chart.Tiles[0].Pixels.Cast<int>());
    }

    [Fact]
    public void Weights_are_blue_below_zero_and_red_above()
    {
        Chart chart = ChartDesign.Of([.. TileChart.Weights(Network)], new());
        Assert.Equal(48, chart.Tiles.Count);
        float[] weights = Network.GetFirstWeights().EvaluationValues.ToArray();
        for (int i = 0; i < 784; i++)
        {
            int color = chart.Tiles[0].Pixels[i / 28, i % 28], red = color >> 16, blue = color & 0xFF;
            Assert.True(weights[i] > 0 ? red >= blue : blue >= red, $"Weight {weights[i]} has the color {color:x6}.");
        }
    }

    [Theory]
    [InlineData("Convolution 6 3", 6, 3)]
    [InlineData("DepthwiseConvolution 2", 1, 2)]
    public void Kernels_of_a_convolution_are_images(string layers, int count, int size)
    {
        Chart chart = ChartDesign.Of([.. TileChart.Weights(Train(layers))], new());
        Assert.Equal(count, chart.Tiles.Count);
        Assert.All(chart.Tiles, tile => Assert.Equal((size, size), (tile.Pixels.GetLength(0), tile.Pixels.GetLength(1))));
    }

    [Fact]
    public void Weights_after_a_pooling_are_no_images() => Assert.Equal(
        "NothingToPlot", Assert.Throws<SwishException>(() => TileChart.Weights(Train("MaxPool 2")).ToArray()).ErrorId);

    private static TrainedNetwork Train(string layers) => Trainer.Run(
        new() { Network = NetworkDefinition.Parse(layers), BatchSize = 8, Steps = 1, ValidationCount = 0 },
        GoldenData.Patterns, new() { KeepsNetwork = true }).GetNetwork()!;

    [Theory]
    [InlineData("svg")]
    [InlineData("png")]
    [InlineData("pdf")]
    public void Sheets_are_written_in_every_format(string format)
    {
        foreach (Chart chart in (Chart[])[
            ChartDesign.Of(Cells, new()),
            ChartDesign.Of([.. Predictions().Select(TileChart.Row)], new()),
        ])
        {
            string path = _folder.File($"sheet.{format}");
            ChartFile.Write(chart, path, 800, 600, overwrite: true, ChartTheme.Dark);
            Assert.True(new FileInfo(path).Length > 5000);
            if (format != "svg") continue;
            XElement root = XDocument.Load(path).Root!;
            Assert.Equal(Math.Min(chart.Tiles.Count, 100), root.Descendants().Count(e => e.Name.LocalName == "image"));
            Assert.Contains(root.Descendants(), e => e.Value.Contains(
                chart.Tiles.Count > 0 ? "the first 100 of 150" : "Predicted class", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_sheet_in_the_terminal_shows_as_many_images_as_fit()
    {
        Chart chart = ChartDesign.Of(
            [.. Predictions().Select(TileChart.Row)], new() { Title = "" });
        IReadOnlyList<string> lines = TerminalChart.Draw(chart, 79, 20, color: false);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
        Assert.Equal("the first 10 of 150 images", lines[^1]);
        Assert.Contains(lines, line => line.Any(c => c is > '\u2800' and < '\u2900'));
        Assert.Contains(
            TerminalChart.Draw(chart, 79, 20, color: true), line => line.Contains("\u001b[38;2;", StringComparison.Ordinal));
    }

    [Fact]
    public void Predictions_without_images_and_limits_of_axes_are_rejected()
    {
        Assert.Equal("NothingToPlot", Id(() => ChartDesign.Of(
            [ChartRows.Row(("Predicted", "cat"), ("Probability", 0.5))], new())));
        Assert.Equal("InvalidAxis", Id(() => ChartDesign.Of(Cells, new() { YMinimum = 0 })));
    }

    private static IEnumerable<NetworkPrediction> Predictions() => NetworkTest.Predict(
        Network, GoldenData.Digits, cancellationToken: TestContext.Current.CancellationToken);

    private static string Id(Action action) => Assert.Throws<SwishException>(action).ErrorId;
}
