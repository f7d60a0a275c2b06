using System.Globalization;
using Swish.Analysis.Comparisons;

namespace Swish.Analysis.Reports;

/// <summary>Writes numbers for a reader: with a true minus sign and as many digits as mean something.</summary>
internal static class ReportNumber
{
    private const string Missing = "–";

    /// <summary>Returns a value of a metric; a dash if there is none.</summary>
    public static string Value(double value, string metric) =>
        double.IsNaN(value) ? Missing
        : ComparedRun.IsAccuracy(metric) || metric == "R2" ? Minus(value.ToString("0.0000", CultureInfo.InvariantCulture))
        : General(value);

    /// <summary>Returns a difference of a metric with its sign; a dash if there is none.</summary>
    public static string Difference(double value, string metric) =>
        double.IsNaN(value) ? Missing : value > 0 ? "+" + Value(value, metric) : Value(value, metric);

    /// <summary>Returns a p-value or a probability.</summary>
    public static string Probability(double value) =>
        double.IsNaN(value) ? Missing
        : value < 0.0001 ? "< 0.0001"
        : value.ToString(value < 0.001 ? "0.0000" : value < 0.1 ? "0.000" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>Returns a number with up to five significant digits.</summary>
    public static string General(double value) =>
        double.IsNaN(value) ? Missing : Minus(value.ToString("G5", CultureInfo.InvariantCulture));

    /// <summary>Returns a count; a dash if there is none.</summary>
    public static string Count(double value) =>
        double.IsNaN(value) ? Missing : value.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Returns numbers as ranges where they follow each other: <c>1–10, 12</c>.</summary>
    public static string Ranges(IEnumerable<long> numbers)
    {
        List<(long First, long Last)> ranges = [];
        foreach (long number in numbers.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == number) ranges[^1] = (ranges[^1].First, number);
            else ranges.Add((number, number));
        }
        return string.Join(", ", ranges.Select(Text));

        static string Text((long First, long Last) range)
        {
            string first = range.First.ToString(CultureInfo.InvariantCulture);
            string last = range.Last.ToString(CultureInfo.InvariantCulture);
            return range.First == range.Last ? first : first + (range.Last == range.First + 1 ? ", " : "–") + last;
        }
    }

    private static string Minus(string text) => text.StartsWith('-') ? "\u2212" + text[1..] : text;
}
