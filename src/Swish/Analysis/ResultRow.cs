using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Analysis;

/// <summary>
/// A run's result as columns, whatever it was read from: a <see cref="TrainingResult"/>, a row of a CSV file, or an
/// object that crossed a process and kept its properties as names and values. Column names are case-blind.
/// </summary>
public sealed class ResultRow
{
    // The columns that are enumerations in a result. JSON has their numbers unless its writer was asked for texts.
    private static readonly FrozenDictionary<string, Type> Enumerations = new Dictionary<string, Type>
    {
        [nameof(TrainingResult.Status)] = typeof(RunStatus),
        [nameof(TrainingResult.Optimizer)] = typeof(OptimizerKind),
        [nameof(TrainingResult.Schedule)] = typeof(ScheduleKind),
        [nameof(TrainingResult.Initializer)] = RecipeSettings.Named(nameof(TrainingResult.Initializer)).ParameterType,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, object?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _columns = [];

    /// <summary>
    /// Creates a row of names and values. Enumerations become their texts; so do their numbers, in the columns of a
    /// result that are enumerations.
    /// </summary>
    /// <param name="columns">The columns in order; of a name that comes twice the first counts.</param>
    public ResultRow(IEnumerable<KeyValuePair<string, object?>> columns)
    {
        foreach ((string name, object? value) in columns)
        {
            string column = IsRunIdOfOldName(name, value) ? "RunId" : name;
            if (_values.TryAdd(column, WithoutEnumeration(column, value))) _columns.Add(column);
        }
    }

    /// <summary>The columns' names, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The value of a column as it was given, or null where there is none.</summary>
    /// <param name="column">The column's name, case-blind.</param>
    public object? this[string column] => _values.GetValueOrDefault(column);

    /// <summary>Whether the row has a column, empty or not.</summary>
    /// <param name="column">The column's name, case-blind.</param>
    public bool Has(string column) => _values.ContainsKey(column);

    /// <summary>Returns a result's public properties as columns.</summary>
    /// <param name="result">The result of a run.</param>
    public static ResultRow From(TrainingResult result) =>
        new(typeof(TrainingResult).GetProperties().Select(p => KeyValuePair.Create(p.Name, p.GetValue(result))));

    /// <summary>Whether a column is the one that version 0.1 called Recipe: a hash of 32 hexadecimal digits.</summary>
    private static bool IsRunIdOfOldName(string name, object? value) =>
        name.Equals("Recipe", StringComparison.OrdinalIgnoreCase)
        && value is string { Length: 32 } text && text.All(char.IsAsciiHexDigitLower);

    private static object? WithoutEnumeration(string column, object? value)
    {
        if (value is Enum enumeration) return enumeration.ToString();
        if (!Enumerations.TryGetValue(column, out Type? type) || !TryReadNumber(value, out double number)
            || !double.IsInteger(number) || Math.Abs(number) > int.MaxValue)
            return value;
        return Enum.GetName(type, (int)number) ?? value;
    }

    /// <summary>The value of a column as text, in the invariant culture; empty where there is none.</summary>
    /// <param name="column">The column's name, case-blind.</param>
    public string Text(string column) => Convert.ToString(this[column], CultureInfo.InvariantCulture)?.Trim() ?? "";

    /// <summary>The value of a column as a number; NaN where it is empty.</summary>
    /// <param name="column">The column's name, case-blind.</param>
    /// <exception cref="SwishException">The value is no number (InvalidNumber).</exception>
    public double Number(string column)
    {
        object? value = this[column];
        if (TryReadNumber(value, out double number)) return number;
        if (Text(column).Length == 0) return double.NaN;
        throw new SwishException("InvalidNumber", ErrorKind.InvalidData,
            $"'{Text(column)}' in the column {column} is not a number.", value);
    }

    /// <summary>
    /// Reads a number, or text that holds one: as the invariant culture writes it, else as the current culture does,
    /// and never with thousands, so that <c>0,9712</c> is either below 1 or no number at all.
    /// </summary>
    /// <param name="value">A number, an enumeration's text, a text, or null.</param>
    /// <param name="number">The number, or NaN.</param>
    /// <returns>Whether there was one.</returns>
    public static bool TryReadNumber(object? value, out double number)
    {
        switch (value)
        {
            case double or float or decimal or int or long or short or byte or uint or ulong or ushort or sbyte:
                number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return true;
            case BigInteger big:
                number = (double)big;
                return true;
            case Int128 large:
                number = (double)large;
                return true;
            case UInt128 large:
                number = (double)large;
                return true;
            case Half half:
                number = (double)half;
                return true;
            case string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
                               || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out number):
                return true;
            default:
                number = double.NaN;
                return false;
        }
    }
}
