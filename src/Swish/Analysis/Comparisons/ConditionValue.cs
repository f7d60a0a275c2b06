using System.Collections.Frozen;
using System.Globalization;
using Swish.Recipes;

namespace Swish.Analysis.Comparisons;

/// <summary>The value of a condition's column, alike whether it came as a number or as its text.</summary>
internal static class ConditionValue
{
    // Columns whose values are words even where they look like numbers: a single layer of 128, BatchNorm on every
    // third.
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "HiddenLayers", "Optimizer", "Schedule", "BatchNorm", "Residual", "Initializer", "Dataset",
        "L2Layer", "OtherSettings", "Staircase", "Standardize");

    /// <summary>
    /// An int where it is one, another number as a double, a truth as a bool, text as it is, and null for nothing.
    /// </summary>
    public static object? Read(ResultRow row, string column)
    {
        object? value = row[column];
        if (value is null) return null;
        double number = double.NaN;
        bool isNumber = !Words.Contains(column) && ResultRow.TryReadNumber(value, out number);
        if (!isNumber)
        {
            string text = row.Text(column);
            return text.Length == 0 ? null : bool.TryParse(text, out bool truth) ? truth : text;
        }
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number : number;
    }

    /// <summary>
    /// Nothing before numbers by size, before text; hidden layers by their number and then their widths.
    /// </summary>
    public static int Compare(string column, object? left, object? right)
    {
        if (left is null || right is null) return (left is null ? 0 : 1) - (right is null ? 0 : 1);
        if (column.Equals("HiddenLayers", StringComparison.OrdinalIgnoreCase)
            && Layers(left) is { } first && Layers(right) is { } second)
        {
            int byDepth = first.Depth.CompareTo(second.Depth);
            return byDepth != 0 ? byDepth : first.Zip(second, (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0);
        }
        bool leftIsNumber = ResultRow.TryReadNumber(left, out double a);
        bool rightIsNumber = ResultRow.TryReadNumber(right, out double b);
        if (leftIsNumber && rightIsNumber) return a.CompareTo(b);
        if (leftIsNumber != rightIsNumber) return leftIsNumber ? -1 : 1;
        return string.CompareOrdinal(Text(left), Text(right));
    }

    /// <summary>The value in the invariant culture; empty for nothing.</summary>
    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static HiddenLayerList? Layers(object value)
    {
        try
        {
            return HiddenLayerList.Parse(Text(value));
        }
        catch (SwishException)
        {
            return null; // a column of one's own making; then it is compared as text
        }
    }
}
