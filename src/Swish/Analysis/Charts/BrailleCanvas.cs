using System.Text;

namespace Swish.Analysis.Charts;

/// <summary>
/// Represents a grid of braille characters, each two dots wide and four dots high, with markers over the dots.
/// </summary>
internal sealed class BrailleCanvas(int columns, int rows)
{
    // The bits of the dots in a braille character (Unicode block 2800), by column and row.
    private static readonly int[,] Bits = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    private readonly int[,] _dots = new int[columns, rows];
    private readonly char[,] _markers = new char[columns, rows];
    private readonly ChartSeries?[,] _owners = new ChartSeries?[columns, rows];

    /// <summary>Gets the number of dots from left to right.</summary>
    public int Width => 2 * columns;

    /// <summary>Gets the number of dots from top to bottom.</summary>
    public int Height => 4 * rows;

    /// <summary>
    /// Sets a dot, unless it is outside the canvas. A character has the color of the series that was drawn there last.
    /// </summary>
    public void Dot(int x, int y, ChartSeries owner)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height) return;
        _dots[x / 2, y / 4] |= Bits[x % 2, y % 4];
        _owners[x / 2, y / 4] = owner;
    }

    /// <summary>Draws the part of a straight line that is inside the canvas.</summary>
    public void Line(double fromX, double fromY, double toX, double toY, ChartSeries owner)
    {
        // The fractions of the line at which it enters and leaves the canvas (Y.-D. Liang, B. A. Barsky, 1984).
        double enter = 0, leave = 1;
        if (!Clip(fromX, toX, Width) || !Clip(fromY, toY, Height)) return;
        int x0 = (int)Math.Round(fromX + enter * (toX - fromX)), y0 = (int)Math.Round(fromY + enter * (toY - fromY));
        int x1 = (int)Math.Round(fromX + leave * (toX - fromX)), y1 = (int)Math.Round(fromY + leave * (toY - fromY));
        int steps = Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0));
        for (int i = 0; i <= steps; i++)
        {
            double share = steps == 0 ? 0 : (double)i / steps;
            Dot((int)Math.Round(x0 + share * (x1 - x0)), (int)Math.Round(y0 + share * (y1 - y0)), owner);
        }

        bool Clip(double from, double to, int size)
        {
            double low = -0.49, high = size - 0.51;
            if (from == to) return from >= low && from <= high;
            double atLow = (low - from) / (to - from), atHigh = (high - from) / (to - from);
            enter = Math.Max(enter, Math.Min(atLow, atHigh));
            leave = Math.Min(leave, Math.Max(atLow, atHigh));
            return enter <= leave;
        }
    }

    /// <summary>Draws a marker over the character that contains a dot.</summary>
    public void Marker(int x, int y, char marker, ChartSeries owner)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height) return;
        _markers[x / 2, y / 4] = marker;
        _owners[x / 2, y / 4] = owner;
    }

    /// <summary>Returns the characters of a row, with the background where nothing was drawn.</summary>
    public string Row(int row, bool color, Func<int, char> background)
    {
        StringBuilder text = new();
        StringBuilder stretch = new();
        ChartSeries? owner = null;
        for (int column = 0; column <= columns; column++)
        {
            // Neighboring characters of the same color share one escape sequence.
            ChartSeries? next = column < columns ? _owners[column, row] : null;
            if (!ReferenceEquals(next, owner))
            {
                text.Append(owner is null ? stretch.ToString() : TerminalChart.Paint(stretch.ToString(), owner, color));
                stretch.Clear();
                owner = next;
            }
            if (column == columns) break;
            stretch.Append(next is null ? background(column)
                : _markers[column, row] != 0 ? _markers[column, row]
                : (char)(0x2800 + _dots[column, row]));
        }
        return text.Append(stretch).ToString();
    }
}
