using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Swish.Activations;
using Swish.Networks.Architectures;

namespace Swish.Module.JobScripts;

/// <summary>Writes values as expressions of PowerShell that have the same value.</summary>
internal static class PowerShellLiteral
{
    private const int ShortestRange = 4;

    /// <summary>Writes a value.</summary>
    /// <param name="value">
    /// A number, text, switch, member of an enumeration, activation, network or a list of these.
    /// </param>
    /// <param name="text">The expression.</param>
    /// <returns>False if the value has no literal.</returns>
    public static bool TryWrite(object? value, out string text)
    {
        text = value is PSObject wrapped ? Write(wrapped.BaseObject) : Write(value);
        return text.Length > 0;
    }

    /// <summary>Writes a text in single quotes.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The literal, in which quotation marks of all kinds are doubled.</returns>
    public static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";

    private static string Write(object? value) => value switch
    {
        null => "$null",
        bool given => given ? "$true" : "$false",
        SwitchParameter given => given ? "$true" : "$false",
        double number when double.IsNaN(number) => "[double]::NaN",
        double number when double.IsInfinity(number) =>
            number > 0 ? "[double]::PositiveInfinity" : "[double]::NegativeInfinity",
        double or float or int or long or uint or ulong or short or byte =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        string text => Quote(text),
        // A script cannot have control characters.
        '\t' => "\"`t\"",
        char character => Quote(character.ToString()),
        Enum or Activation or NetworkDefinition => Quote(value.ToString()!),
        FileSystemInfo file => Quote(file.FullName),
        int[] { Length: >= ShortestRange } numbers when IsRange(numbers) => $"{Write(numbers[0])}..{Write(numbers[^1])}",
        IEnumerable many and not IDictionary => WriteList(many),
        _ => "",
    };

    private static bool IsRange(int[] numbers) =>
        numbers[0] >= 0 && numbers.Select((number, i) => (long)number - i).All(first => first == numbers[0]);

    private static string WriteList(IEnumerable many)
    {
        List<string> items = [];
        foreach (object? item in many)
        {
            if (!TryWrite(item, out string text)) return "";
            items.Add(item is IEnumerable and not string ? $"({text})" : text);
        }
        return items.Count switch
        {
            0 => "@()",
            _ => string.Join(", ", items),
        };
    }
}
