using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Analysis;

/// <summary>
/// Represents a result as named values, whatever it was read from: a <see cref="TrainingResult"/>, a row of a CSV
/// file, or a deserialized object from another process. Column names are case-insensitive.
/// </summary>
public sealed class ResultRow
{
    // The columns with the names of enumeration members. JSON that version 0.1 wrote has their numbers.
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
    /// Creates a row from names and values. Enumeration values become their names; so do their numbers in those columns
    /// of a result that hold names of enumeration members.
    /// </summary>
    /// <param name="columns">The columns in order; if a name appears twice, the first one counts.</param>
    /// <param name="isResult">False to take the values as they are: an example has no columns of a result.</param>
    public ResultRow(IEnumerable<KeyValuePair<string, object?>> columns, bool isResult = true)
    {
        foreach ((string name, object? value) in columns)
        {
            string column = isResult && IsRunIdOfOldName(name, value) ? "RunId" : name;
            if (_values.TryAdd(column, isResult ? WithoutEnumeration(column, value) : value)) _columns.Add(column);
        }
    }

    /// <summary>
    /// Gets which test examples the network of the run classifies correctly; null if that is not known. It is not a
    /// column, so a row of a file does not have it.
    /// </summary>
    public ExampleCorrectness? Correctness { get; init; }

    /// <summary>
    /// Gets what the names of the data set and of the network stand for, as <see cref="RunIdentity.Sources"/>; null if that is
    /// not known, as of a row of a file.
    /// </summary>
    internal (string Dataset, string Network)? Sources { get; init; }

    /// <summary>Gets the columns' names, in order.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>Gets the value of a column, or null if the row does not have the column.</summary>
    /// <param name="column">The column's name; case-insensitive.</param>
    public object? this[string column] => _values.GetValueOrDefault(column);

    /// <summary>Determines whether the row has a column, which may be empty.</summary>
    /// <param name="column">The column's name; case-insensitive.</param>
    /// <returns>True if the row has the column.</returns>
    public bool Has(string column) => _values.ContainsKey(column);

    /// <summary>Creates a row from the public properties of a result.</summary>
    /// <param name="result">The result of a run.</param>
    /// <returns>The row.</returns>
    public static ResultRow From(TrainingResult result) => From(
        typeof(TrainingResult).GetProperties().Select(p => KeyValuePair.Create(p.Name, p.GetValue(result))), result);

    /// <summary>Creates a row from columns, and from what a result knows without a column.</summary>
    /// <param name="columns">The columns in order; if a name appears twice, the first one counts.</param>
    /// <param name="result">The result that the columns are of; null if it is not known.</param>
    /// <returns>The row.</returns>
    public static ResultRow From(IEnumerable<KeyValuePair<string, object?>> columns, TrainingResult? result) => new(columns)
    {
        Correctness = result?.GetCorrectness(),
        Sources = result?.GetIdentity().Sources,
    };

    /// <summary>Creates a copy with another value in a column.</summary>
    /// <param name="column">The name of a column of the row; case-insensitive.</param>
    /// <param name="value">The value.</param>
    /// <returns>The copy.</returns>
    internal ResultRow With(string column, object? value) => new(_columns.Select(c =>
        KeyValuePair.Create(c, c.Equals(column, StringComparison.OrdinalIgnoreCase) ? value : _values[c])))
    {
        Correctness = Correctness,
        Sources = Sources,
    };

    /// <summary>
    /// Returns whether a column is the run id, which version 0.1 called Recipe: a hash of 32 hexadecimal digits.
    /// </summary>
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

    /// <summary>Returns the value of a column as text in the invariant culture.</summary>
    /// <param name="column">The column's name; case-insensitive.</param>
    /// <returns>The text, without surrounding white space; empty if there is no value.</returns>
    public string Text(string column) => TextOf(this[column]).Trim();

    /// <summary>Returns a value as text in the invariant culture.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>The text; empty if the value has none, or if its method for it fails.</returns>
    public static string TextOf(object? value)
    {
        try
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }
#pragma warning disable CA1031 // The method is that of a user's object; a value without text is a missing one.
        catch (Exception)
#pragma warning restore CA1031
        {
            return "";
        }
    }

    /// <summary>Returns the value of a column as a number.</summary>
    /// <param name="column">The column's name; case-insensitive.</param>
    /// <returns>The number; NaN if the column is empty.</returns>
    /// <exception cref="SwishException">The value is not a number (InvalidNumber).</exception>
    public double Number(string column)
    {
        object? value = this[column];
        if (TryReadNumber(value, out double number)) return number;
        if (Text(column).Length == 0) return double.NaN;
        throw new SwishException("InvalidNumber", ErrorKind.InvalidData,
            $"'{Text(column)}' in the column {column} is not a number.", value);
    }

    /// <summary>
    /// Reads a number, or text that contains one: in the format of the invariant culture, or else of the current
    /// culture, without thousands separators, so that <c>0,9712</c> is either 0.9712 or not a number.
    /// </summary>
    /// <param name="value">A number, text, or null.</param>
    /// <param name="number">The number, or NaN.</param>
    /// <returns>True if the value is a number.</returns>
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
