using System.Globalization;

namespace Swish.Data.Tables;

/// <summary>
/// Recognizes numbers with a decimal comma that were not read as such: in a culture with a decimal point, they are text
/// like any other, and each number would silently become an input or a class of its own.
/// </summary>
internal static class DecimalComma
{
    private static readonly NumberFormatInfo Format =
        new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>Says what to do about the texts of a column, if all of them look like numbers with a comma.</summary>
    /// <param name="texts">The values that are not numbers with a decimal point, in the order of the rows.</param>
    /// <param name="hasPoint">Whether another value of the column is a number with a decimal point.</param>
    /// <returns>The end of a sentence that begins with the name of the column; null if a text is something
    /// else.</returns>
    public static string? Explain(IReadOnlyList<string> texts, bool hasPoint)
    {
        foreach (string text in texts)
            if (!double.TryParse(text, StyleOf(text), Format, out _))
                return null;
        if (texts.Count == 0) return null;
        if (texts.All(IsGrouped))
            return $"is read as text: '{texts[0]}' and the like could be numbers with a decimal comma, or with commas "
                + "between thousands. Write them with a decimal point, and without other separators.";
        if (texts.FirstOrDefault(text => text.Contains('.')) is string grouped)
            return $"is read as text, but its values look like numbers with a decimal comma and points between thousands, such as "
                + $"'{grouped}'. Write them with a decimal point, and without other separators.";
        return $"is read as text, but its values look like numbers with a decimal comma, such as '{texts[0]}'. Write "
            + (hasPoint
                ? "all of them with a decimal point."
                : "them with a decimal point, or set the culture in which they are written before they are read, as in "
                    + "[cultureinfo]::CurrentCulture = 'de-DE'.");
    }

    // Without a comma, a second point is a mistake.
    private static NumberStyles StyleOf(string text) =>
        text.Contains(',') ? NumberStyles.Float | NumberStyles.AllowThousands : NumberStyles.Float;

    /// <summary>Returns whether a number with one comma could also be a whole number with a comma between
    /// thousands.</summary>
    private static bool IsGrouped(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') || text.StartsWith('+') ? 1 : 0);
        int comma = digits.IndexOf(',');
        return comma is >= 1 and <= 3 && digits.Length == comma + 4 && digits[0] != '0'
            && !digits[..comma].ContainsAnyExceptInRange('0', '9')
            && !digits[(comma + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
