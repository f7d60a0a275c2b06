using System.Collections.Frozen;
using System.Globalization;
using Swish.Recipes;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Reads and compares the values of a condition's columns, so that a number and its text are the same value.
/// </summary>
internal static class ConditionValue
{
    // Columns whose values are text even if they look like numbers, such as HiddenLayers 128 or BatchNorm 3.
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "HiddenLayers", "Network", "Optimizer", "Schedule", "BatchNorm", "Residual", "Initializer", "Dataset",
        "L2Layer", "OtherSettings", "Staircase", "Standardize");

    private static readonly FrozenSet<string> Settings =
        ConditionColumns.Known.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Reads the value of a column: an integer as int, other numbers as double, true and false as bool, other text as
    /// string, and an empty value as null.
    /// </summary>
    public static object? Read(ResultRow row, string column)
    {
        object? value = row[column];
        if (value is null) return null;
        double number = double.NaN;
        bool isNumber = !Words.Contains(column) && ResultRow.TryReadNumber(value, out number)
            && (value is not string written || Settings.Contains(column) || IsPlain(written.Trim(), number));
        if (!isNumber)
        {
            string text = row.Text(column);
            return text.Length == 0 ? null : bool.TryParse(text, out bool truth) ? truth : text;
        }
        return number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (object)(int)number : number;
    }

    /// <summary>
    /// Compares two values: null sorts before numbers, numbers before text; hidden layers are compared by depth and
    /// then by width.
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

    /// <summary>Returns the value as text in the invariant culture; empty for null.</summary>
    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Determines whether a text is that of a number and of nothing else: in a column of a user, 1.10 can be a version, and 007
    /// a name.
    /// </summary>
    private static bool IsPlain(string text, double number) =>
        text == number.ToString(CultureInfo.InvariantCulture) || text == number.ToString(CultureInfo.CurrentCulture);

    private static HiddenLayerList? Layers(object value)
    {
        try
        {
            return HiddenLayerList.Parse(Text(value));
        }
        catch (SwishException)
        {
            return null; // a user-defined column, which is compared as text
        }
    }
}
