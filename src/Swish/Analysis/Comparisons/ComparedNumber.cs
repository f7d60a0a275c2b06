using System.Globalization;

namespace Swish.Analysis.Comparisons;

/// <summary>Reads numbers from tables that may have been written under another culture.</summary>
internal static class ComparedNumber
{
    /// <summary>
    /// Reads a number like <see cref="ResultRow.TryReadNumber"/>, and additionally with a decimal comma that cannot be
    /// a thousands separator, such as <c>0,9712</c>.
    /// </summary>
    /// <param name="value">The value of a column.</param>
    /// <param name="number">The number, or NaN.</param>
    /// <param name="hasComma">Whether the value could only be read by taking the comma as a decimal separator.</param>
    /// <returns>Whether there was one.</returns>
    public static bool TryRead(object? value, out double number, out bool hasComma)
    {
        hasComma = false;
        if (ResultRow.TryReadNumber(value, out number)) return true;
        if (value is not string text || text.Count(c => c == ',') != 1 || text.Contains('.', StringComparison.Ordinal))
            return false;
        string[] parts = text.Trim().Split(',');
        bool mayBeThousands = parts[1].Length == 3 && parts[0].TrimStart('-', '+') is not ("0" or "");
        hasComma = !mayBeThousands
            && double.TryParse(string.Join('.', parts), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        return hasComma;
    }

    /// <summary>Returns the number in a column; NaN if the column is empty.</summary>
    /// <exception cref="SwishException">The value is not a number (InvalidNumber).</exception>
    public static double Read(ResultRow row, string column) =>
        TryRead(row[column], out double number, out _) ? number : row.Number(column);

    /// <summary>Returns whether the number in a column can only be read with a decimal comma.</summary>
    public static bool HasComma(ResultRow row, string column) =>
        TryRead(row[column], out _, out bool hasComma) && hasComma;
}
