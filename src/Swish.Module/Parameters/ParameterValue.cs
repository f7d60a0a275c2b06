using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using Swish.Activations;
using Swish.Analysis;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Module.Parameters;

/// <summary>
/// Reads values from users in the same way for cmdlet parameters, properties of recipes and initial values of learnable
/// parameters. Numbers in text are parsed in the invariant culture, or else the current one, without thousands
/// separators. PowerShell itself reads <c>'0,001'</c> as 1, rounds 2.5 to a whole number, and combines a list of an
/// enumeration's members by OR.
/// </summary>
internal static class ParameterValue
{
    /// <summary>Reads the value of a setting: an array if the setting can be swept, otherwise a single value.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">The user's value.</param>
    /// <exception cref="SwishException">The value cannot be read; the id is Invalid and the setting's name.</exception>
    public static object Read(RecipeSetting setting, object? value) => setting.SweepOrder > 0
        ? ReadMany(setting.ParameterType, value, setting.Name)
        : ReadOne(setting.ParameterType, value, setting.Name);

    /// <summary>Reads a list of values; a single value is a list of one.</summary>
    /// <param name="type">The type of an element.</param>
    /// <param name="value">The user's value.</param>
    /// <param name="name">The name of the parameter or property.</param>
    /// <returns>An array of the type.</returns>
    /// <exception cref="SwishException">The value cannot be read; the id is Invalid and the name.</exception>
    public static Array ReadMany(Type type, object? value, string name)
    {
        object?[] given = Items(value) ?? [value];
        Array values = Array.CreateInstance(type, given.Length);
        for (int i = 0; i < given.Length; i++) values.SetValue(ReadOne(type, given[i], name), i);
        return values;
    }

    /// <summary>Reads one value.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">The user's value; a list of one value is read as that value.</param>
    /// <param name="name">The name of the parameter or property.</param>
    /// <exception cref="SwishException">The value cannot be read; the id is Invalid and the name.</exception>
    public static object ReadOne(Type type, object? value, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Items(value) is { } many)
            value = many.Length == 1
                ? many[0]
                : throw Invalid(name, $"{name} takes one value, not a list of {many.Length}."
                    + (type == typeof(double) ? SplitDecimal.Of(many.Select(Plain).ToArray()) : ""), value);
        if (type == typeof(Activation)) return ActivationArgument.Read(value);
        if (type == typeof(NetworkDefinition)) return NetworkDefinitionArgument.Read(value, null);
        object plain = Plain(value) is { } given and not "" ? given
            : throw Invalid(name, $"{name} needs a value, not an empty one.", value);
        return type.IsEnum ? ReadChoice(type, plain, name)
            : type == typeof(bool) ? ReadSwitch(plain, name)
            : type == typeof(double) ? ReadNumber(plain, name)
            : type == typeof(int) ? ReadWholeNumber(plain, name)
            : plain is IDictionary entries ? Format(entries)
            : Convert.ToString(plain, CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Returns a hash table as text, such as <c>cat=2; dog=0.5</c>.</summary>
    private static string Format(IDictionary entries) => string.Join("; ", entries.Cast<DictionaryEntry>().Select(entry =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Key}={ActivationArgument.Unwrap(entry.Value)}")));

    private static double ReadNumber(object value, string name)
    {
        switch (value)
        {
            case BigInteger big: return (double)big;
            case string text when ResultRow.TryReadNumber(text, out double number): return number;
            case string text when text.Contains(',', StringComparison.Ordinal):
                throw Invalid(name,
                    $"'{text}' is not a number: use a decimal point, and write several numbers without quotes.", value);
            case string text when text.Contains("..", StringComparison.Ordinal):
                throw Invalid(name, $"'{text}' is not a number: write a range in parentheses, ({text.Trim()}).", value);
            // PowerShell supports more formats of numbers, such as 0x10 and 1kb.
            case string text when text.Trim().Length > 0
                && LanguagePrimitives.TryConvertTo(text, CultureInfo.InvariantCulture, out double number):
                return number;
            case string text: throw Invalid(name, $"'{text}' is not a number.", value);
            default:
                return ResultRow.TryReadNumber(value, out double other) ? other
                    : throw Invalid(name, $"{name} takes a number, not a value of type {value.GetType().Name}.", value);
        }
    }

    private static int ReadWholeNumber(object value, string name)
    {
        double number = ReadNumber(value, name);
        if (number != Math.Truncate(number) || !double.IsFinite(number))
            throw Invalid(name, string.Create(CultureInfo.InvariantCulture, $"{number} is not a whole number."), value);
        if (Math.Abs(number) > int.MaxValue)
            throw Invalid(name, string.Create(CultureInfo.InvariantCulture,
                $"{number} is too large: whole numbers go to {int.MaxValue}."), value);
        return (int)number;
    }

    private static bool ReadSwitch(object value, string name) => value switch
    {
        bool given => given,
        SwitchParameter given => given.IsPresent,
        string text when bool.TryParse(text.TrimStart('$'), out bool given) => given,
        0 => false,
        1 => true,
        _ => throw Invalid(name, $"{name} is $true or $false, not '{value}'.", value),
    };

    private static object ReadChoice(Type type, object value, string name)
    {
        string[] names = Enum.GetNames(type);
        if (value is not string && (value.GetType() == type || value is int) && Enum.IsDefined(type, value))
            return Enum.ToObject(type, value);
        string text = value.ToString()!.Trim();
        string? found = Array.Find(names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        // As in PowerShell, a prefix is enough if it matches only one member.
        string[] fitting = [.. names.Where(n => n.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
        found ??= text.Length > 0 && fitting.Length == 1 ? fitting[0] : null;
        if (found is not null) return Enum.Parse(type, found);
        string advice = text.Contains(',', StringComparison.Ordinal) ? " Write several without quotes." : "";
        throw Invalid(name, $"{name} is one of {string.Join(", ", names)}, not '{text}'.{advice}", value);
    }

    /// <summary>Returns the elements of a list; null if the value is not a list.</summary>
    private static object?[]? Items(object? value) =>
        ActivationArgument.Unwrap(value) is IEnumerable many and not (string or IDictionary or Activation)
            ? [.. many.Cast<object?>()]
            : null;

    /// <summary>
    /// Returns the value without PowerShell's wrapper; for a deserialized enumeration value, its name.
    /// </summary>
    private static object? Plain(object? value) =>
        value is PSObject wrapped && wrapped.TypeNames.Contains("Deserialized.System.Enum")
            ? wrapped.ToString()
            : ActivationArgument.Unwrap(value);

    private static SwishException Invalid(string name, string sentence, object? value) =>
        new("Invalid" + name, ErrorKind.InvalidArgument, sentence, ActivationArgument.Unwrap(value));
}
