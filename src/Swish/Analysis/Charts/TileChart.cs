using System.Globalization;
using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;

namespace Swish.Analysis.Charts;

/// <summary>Designs sheets of images: classified examples, and the weights of the first layer of a network.</summary>
public static class TileChart
{
    /// <summary>The column of a row that contains its image, a <see cref="ChartTile"/>.</summary>
    public const string TileColumn = "Tile";

    /// <summary>The column of a row that contains the title of the sheet.</summary>
    public const string TitleColumn = "SheetTitle";

    /// <summary>The column of a row that contains the subtitle of the sheet.</summary>
    public const string SubtitleColumn = "SheetSubtitle";

    /// <summary>The largest number of images of a sheet.</summary>
    internal const int MaxTiles = 100;

    // Blue, white and red of ColorBrewer's RdBu, which color-blind people can tell apart.
    private const int Negative = 0x2166AC, Zero = 0xFFFFFF, Positive = 0xB2182B;

    /// <summary>Creates the row of a prediction: its columns, and the example with its classes as a label.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <returns>The row; without an image if the example is not one.</returns>
    public static ResultRow Row(NetworkPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        string percent = (100 * prediction.Probability).ToString("0", CultureInfo.InvariantCulture);
        string predicted = $"{prediction.Predicted} ({percent} %)";
        string label = prediction.Correct == false ? $"{prediction.Label} → {predicted}" : predicted;
        ChartTile? tile = prediction.GetImage() is ExampleImage image ? new(label, Pixels(image)) : null;
        return new(
        [
            new(nameof(prediction.Index), prediction.Index), new(nameof(prediction.Label), prediction.Label),
            new(nameof(prediction.Predicted), prediction.Predicted),
            new(nameof(prediction.Probability), prediction.Probability),
            new(nameof(prediction.Correct), prediction.Correct), new(TileColumn, tile),
            new(TitleColumn, prediction.Correct == false ? "Misclassified images" : "Classified images"),
            new(SubtitleColumn, prediction.Correct == false
                ? $"{prediction.Activation}; true → predicted class (probability)"
                : $"{prediction.Activation}; predicted class (probability)"),
        ]);
    }

    /// <summary>Creates the row of an example of a data set, with its class or number as a label.</summary>
    /// <param name="example">The example.</param>
    /// <returns>The row; without an image if the example is not one.</returns>
    public static ResultRow Row(DatasetExample example)
    {
        ArgumentNullException.ThrowIfNull(example);
        string label = example.Label ?? example.Target?.ToString("G4", CultureInfo.InvariantCulture) ?? "";
        ChartTile? tile = example.GetImage() is ExampleImage image ? new(label, Pixels(image)) : null;
        return new(
        [
            new(nameof(example.Index), example.Index), new(nameof(example.Label), example.Label), new(TileColumn, tile),
            new(TitleColumn, $"{example.Part} images"), new(SubtitleColumn, example.Dataset),
        ]);
    }

    /// <summary>Creates the rows of the first examples of a data set, as many as a sheet has room for.</summary>
    /// <param name="dataset">The data set.</param>
    /// <returns>The rows.</returns>
    public static IEnumerable<ResultRow> Examples(Dataset dataset) =>
        Enumerable.Range(0, Math.Min(MaxTiles, DatasetExample.CountOf(dataset, DatasetPart.Test)))
            .Select(i => Row(DatasetExample.Of(dataset, DatasetPart.Test, i)));

    /// <summary>
    /// Creates a row for each unit of the first layer of a network, with its weights as an image, or for each kernel of a
    /// convolution.
    /// </summary>
    /// <param name="network">A network whose inputs are images.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="SwishException">The inputs are not images (NothingToPlot).</exception>
    public static IEnumerable<ResultRow> Weights(TrainedNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        ExampleShape shape = network.Input;
        if (!shape.IsImage)
            throw ChartDesign.Nothing(
                $"The weights of the first layer make images only if the inputs are images, and not {shape}.");
        NetworkTensor first = network.GetFirstWeights();
        float[] weights = first.EvaluationValues.ToArray();
        if (first.Shape.Count == 4) shape = ExampleShape.OfImage(first.Shape[1], first.Shape[2], first.Shape[3]);
        else if (first.Shape[1] != shape.InputCount)
            throw ChartDesign.Nothing(
                $"The weights of the first layer make no images, because it does not read the images of {shape} themselves.");
        float largest = weights.Take(MaxTiles * shape.InputCount).Max(Math.Abs);
        int units = first.Shape[0];
        string scale = string.Create(CultureInfo.InvariantCulture,
            $"{network.Activation}; blue −{largest:0.##}, white 0, red {largest:0.##}");
        for (int unit = 0; unit < units; unit++)
        {
            float[] own = weights[(unit * shape.InputCount)..((unit + 1) * shape.InputCount)];
            yield return new(
            [
                new("Unit", unit + 1),
                new(TileColumn, new ChartTile(
                    (unit + 1).ToString(CultureInfo.InvariantCulture), Pixels(own, shape, largest))
                {
                    Light = Levels(own, shape, largest),
                }),
                new(TitleColumn, "Weights of the first layer"), new(SubtitleColumn, scale),
            ]);
        }
    }

    /// <summary>Returns whether a row is a prediction or has an image.</summary>
    internal static bool IsTile(ResultRow row) => row.Has(TileColumn)
        || (row.Has(nameof(NetworkPrediction.Predicted)) && row.Has(nameof(NetworkPrediction.Probability)));

    internal static Chart Of(IReadOnlyList<ResultRow> rows, ChartRequest request)
    {
        ChartTile[] tiles = [.. rows.Select(r => r[TileColumn]).OfType<ChartTile>()];
        if (tiles.Length == 0)
            throw ChartDesign.Nothing(
                "These examples have no images. Images are shown of predictions from Invoke-SwishNetwork and of examples from "
                + "Get-SwishExample in the same process, if the examples are images.");
        bool areMixed = rows.Select(r => r.Text(TitleColumn)).Distinct().Skip(1).Any();
        return new()
        {
            Title = request.Title ?? (areMixed ? "Classified images" : rows[0].Text(TitleColumn)),
            Subtitle = rows[0].Text(SubtitleColumn),
            X = new(request.XLabel ?? ""),
            Y = new(request.YLabel ?? ""),
            Series = [],
            Tiles = tiles,
        };
    }

    private static int[,] Pixels(ExampleImage image)
    {
        ExampleShape shape = image.Shape;
        byte[] pixels = image.GetPixels();
        int[,] colors = new int[shape.Rows, shape.Columns];
        int size = shape.Rows * shape.Columns;
        for (int i = 0; i < size; i++)
        {
            int red = pixels[i], green = pixels[shape.Channels < 3 ? i : i + size];
            int blue = pixels[shape.Channels < 3 ? i : i + 2 * size];
            colors[i / shape.Columns, i % shape.Columns] = red << 16 | green << 8 | blue;
        }
        return colors;
    }

    private static int[,] Pixels(ReadOnlySpan<float> weights, ExampleShape shape, float largest)
    {
        int[,] colors = new int[shape.Rows, shape.Columns];
        int size = shape.Rows * shape.Columns;
        for (int i = 0; i < size; i++)
        {
            colors[i / shape.Columns, i % shape.Columns] = shape.Channels < 3
                ? Diverging(weights[i] / largest)
                // The weights of a color image are a color themselves: gray is 0.
                : Level(weights[i]) << 16 | Level(weights[i + size]) << 8 | Level(weights[i + 2 * size]);
        }
        return colors;

        int Level(float weight) => Math.Clamp((int)Math.Round(127.5 + 127.5 * weight / largest), 0, 255);
    }

    /// <summary>Returns the mean weight of each pixel over its channels, from 0 for the smallest to 1.</summary>
    private static double[,] Levels(ReadOnlySpan<float> weights, ExampleShape shape, float largest)
    {
        double[,] levels = new double[shape.Rows, shape.Columns];
        int size = shape.Rows * shape.Columns;
        for (int i = 0; i < weights.Length; i++)
            levels[i % size / shape.Columns, i % size % shape.Columns] += (0.5 + 0.5 * weights[i] / largest) / shape.Channels;
        return levels;
    }

    /// <summary>Returns the color of a number from −1 to 1.</summary>
    private static int Diverging(double value)
    {
        if (double.IsNaN(value)) return Zero;
        int end = value < 0 ? Negative : Positive;
        double share = Math.Min(1, Math.Abs(value));
        return Mix(16) << 16 | Mix(8) << 8 | Mix(0);

        int Mix(int shift)
        {
            int from = (Zero >> shift) & 0xFF, to = (end >> shift) & 0xFF;
            return (int)Math.Round(from + share * (to - from));
        }
    }
}
