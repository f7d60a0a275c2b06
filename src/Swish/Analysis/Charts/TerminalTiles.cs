using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>Draws small images with braille dots, side by side, with their labels.</summary>
internal static class TerminalTiles
{
    private const int Gap = 2;
    private const int MaxColumns = 24;
    private const int MinColumns = 8;

    public static IEnumerable<string> Draw(IReadOnlyList<ChartTile> tiles, int width, int height, bool color)
    {
        int size = Math.Clamp((tiles.Max(tile => tile.Columns) + 1) / 2, MinColumns, Math.Min(MaxColumns, width));
        int rows = Math.Max(1, (int)Math.Ceiling(tiles.Max(tile => (double)tile.Rows / tile.Columns) * size / 2));
        int perLine = Math.Max(1, (width + Gap) / (size + Gap));
        // As many lines as the height has room for, but at least one.
        int lines = Math.Max(1, (height + 1) / (rows + 2));
        ChartTile[] shown = [.. tiles.Take(perLine * lines)];
        foreach (ChartTile[] line in shown.Chunk(perLine))
        {
            string[][] images =
                [.. line.Select(tile => color ? ColorImage(tile, size, rows) : Image(tile, size, rows))];
            for (int row = 0; row < rows; row++)
                yield return string.Join(new string(' ', Gap), images.Select(image => image[row]));
            yield return string.Join(new string(' ', Gap), line.Select(
                tile => TextColumns.PadRight(TextColumns.Fit(tile.Label, size), size)));
            yield return "";
        }
        if (shown.Length < tiles.Count)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"the first {shown.Length} of {tiles.Count} images");
    }

    /// <summary>Draws an image with half blocks, each of which shows two pixels in their colors.</summary>
    private static string[] ColorImage(ChartTile tile, int columns, int rows)
    {
        int height = Height(tile, columns, 2 * rows);
        return
        [
            .. Enumerable.Range(0, rows).Select(row => string.Concat(Enumerable.Range(0, columns).Select(column =>
                2 * row >= height ? " "
                    : $"\u001b[38;2;{Color(column, 2 * row)};48;2;{Color(column, Math.Min(2 * row + 1, height - 1))}m▀"))
                + "\u001b[0m"),
        ];

        // The mean of the pixels that the half block covers.
        string Color(int x, int y)
        {
            int top = y * tile.Rows / height, bottom = Math.Max(top + 1, (y + 1) * tile.Rows / height);
            int left = x * tile.Columns / columns, right = Math.Max(left + 1, (x + 1) * tile.Columns / columns);
            int red = 0, green = 0, blue = 0;
            for (int row = top; row < bottom; row++)
                for (int column = left; column < right; column++)
                {
                    int pixel = tile.Pixels[row, column];
                    red += pixel >> 16;
                    green += (pixel >> 8) & 0xFF;
                    blue += pixel & 0xFF;
                }
            int count = (bottom - top) * (right - left);
            return string.Create(CultureInfo.InvariantCulture, $"{red / count};{green / count};{blue / count}");
        }
    }

    /// <summary>
    /// Draws an image with dots where it is bright. Errors of rounding are carried on to the next dots (Floyd and
    /// Steinberg 1976), so that grays and colors remain visible.
    /// </summary>
    private static string[] Image(ChartTile tile, int columns, int rows)
    {
        int width = 2 * columns, height = Height(tile, width, 4 * rows);
        double[,] light = Light(tile, width, height);
        BrailleCanvas dots = new(columns, rows);
        ChartSeries owner = new("", [], 0, 0);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double level = light[x, y];
                bool isOn = level >= 0.5;
                if (isOn) dots.Dot(x, y, owner);
                double error = level - (isOn ? 1 : 0);
                Carry(x + 1, y, error * 7 / 16);
                Carry(x - 1, y + 1, error * 3 / 16);
                Carry(x, y + 1, error * 5 / 16);
                Carry(x + 1, y + 1, error / 16);
            }
        }
        return [.. Enumerable.Range(0, rows).Select(row => dots.Row(row, color: false, _ => ' '))];

        void Carry(int x, int y, double error)
        {
            if (x >= 0 && x < width && y < height) light[x, y] += error;
        }
    }

    // An image that is much wider than high has a line too.
    private static int Height(ChartTile tile, int width, int maximum) =>
        Math.Clamp((int)Math.Round((double)tile.Rows / tile.Columns * width), 1, maximum);

    /// <summary>Scales an image by the nearest pixel, to a brightness of 0 to 1 over its own range.</summary>
    private static double[,] Light(ChartTile tile, int width, int height)
    {
        double[,] light = new double[width, height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                int row = y * tile.Rows / height, column = x * tile.Columns / width;
                int color = tile.Pixels[row, column];
                light[x, y] = tile.Light?[row, column] * 255 ?? 0.2126 * (color >> 16) + 0.7152 * ((color >> 8) & 0xFF) + 0.0722 * (color & 0xFF);
            }
        double minimum = tile.Light is null ? light.Cast<double>().Min() : 0;
        double range = tile.Light is null ? light.Cast<double>().Max() - minimum : 255;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                light[x, y] = range > 0 ? (light[x, y] - minimum) / range : 0;
        return light;
    }
}
