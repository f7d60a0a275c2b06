using System.Globalization;
using Swish.Expressions;

namespace Swish.Activations;

/// <summary>Reads the text of an activation: a name, and constants in parentheses.</summary>
internal static class ActivationParser
{
    /// <summary>The largest magnitude of a constant: beyond it, derivatives would leave float's range.</summary>
    public const double Largest = 1e9;

    /// <summary>See <see cref="ActivationCatalog.Parse"/>.</summary>
    public static Activation Parse(string text, IReadOnlyList<CatalogEntry> entries)
    {
        try
        {
            return ParseName(text, entries);
        }
        catch (SwishException error) when (IsFormula(text))
        {
            throw new SwishException(
                "MalformedActivation", ErrorKind.InvalidArgument,
                $"'{Shorten(text)}' is a formula and not a name. A formula in text stands in braces: "
                + $"'{{{text.Trim()}}}'; or write it as a script block of $x.", text, error);
        }
    }

    private static bool IsFormula(string text)
    {
        try
        {
            Expression formula = Expression.Parse(text);
            return formula is { HasVariable: true, HasParameter: false };
        }
        catch (SwishException)
        {
            return false;
        }
    }

    private static Activation ParseName(string text, IReadOnlyList<CatalogEntry> entries)
    {
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? trimmed : trimmed[..open].TrimEnd();
        if (name.Length == 0 || (open >= 0 && !trimmed.EndsWith(')')))
        {
            throw new SwishException(
                "MalformedActivation", ErrorKind.InvalidArgument,
                $"'{Shorten(text)}' is not the text of an activation. Write a name such as Swish, " +
                "or a name with constants such as Swish(beta=1.5).", text);
        }

        CatalogEntry entry = Find(name, entries, text);
        string inner = open < 0 ? "" : trimmed[(open + 1)..^1];
        return entry.Create(entry.Info, ReadConstants(entry, inner, text));
    }

    private static CatalogEntry Find(string name, IReadOnlyList<CatalogEntry> entries, string text)
    {
        string wanted = ActivationName.Normalize(name);
        foreach (CatalogEntry entry in entries)
        {
            if (NamesOf(entry).Any(n => ActivationName.Normalize(n) == wanted)) return entry;
        }

        IEnumerable<string> nearest = entries
            .OrderBy(e => NamesOf(e).Min(n => ActivationName.Distance(ActivationName.Normalize(n), wanted)))
            .Take(3)
            .Select(e => e.Info.Name);
        throw new SwishException(
            "UnknownActivation", ErrorKind.NotFound,
            $"'{Shorten(name)}' is not an activation. The nearest names are {string.Join(", ", nearest)}; " +
            "Get-Activation lists all of them.", text);
    }

    private static IEnumerable<string> NamesOf(CatalogEntry entry) => entry.Info.Aliases.Prepend(entry.Info.Name);

    private static ActivationParameter[] ReadConstants(CatalogEntry entry, string inner, string text)
    {
        ActivationInfo info = entry.Info;
        ActivationParameter[] constants = [.. info.Parameters];
        if (string.IsNullOrWhiteSpace(inner)) return constants;
        string[] parts = inner.Split(',');
        HashSet<string> seen = [];
        foreach (string part in parts)
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string value = part[(equals + 1)..].Trim();
            string key = equals >= 0 ? ReadKey(part[..equals])
                : parts.Length == 1 && constants.Length == 1 ? constants[0].Name
                : throw Unknown(info, part.Trim(), text);
            bool isScope = key == "per" && info.IsLearnable;
            int index = Array.FindIndex(constants, c => c.Name == key);
            if (index < 0 && !isScope) throw Unknown(info, key, text);
            if (!seen.Add(key))
            {
                throw new SwishException(
                    "DuplicateActivationConstant", ErrorKind.Contradiction,
                    $"'{Shorten(text)}' gives {key} twice. Give it once.", text);
            }

            if (isScope)
            {
                ParameterSharing scope = ReadScope(value, text);
                constants = [.. constants.Select(
                    c => c.Sharing == ParameterSharing.Fixed ? c : c with { Sharing = scope })];
            }
            else
            {
                constants[index] = constants[index] with { Value = ReadNumber(key, value, text, key != entry.Factor) };
            }
        }

        return constants;
    }

    private static string ReadKey(string text) => text.Trim().ToUpperInvariant() switch
    {
        "Α" => "alpha",
        "Β" => "beta",
        string other => other.ToLowerInvariant(),
    };

    private static ParameterSharing ReadScope(string value, string text) => value.ToUpperInvariant() switch
    {
        "LAYER" => ParameterSharing.Layer,
        "UNIT" => ParameterSharing.Unit,
        _ => throw new SwishException(
            "InvalidActivationScope", ErrorKind.InvalidArgument,
            $"per={Shorten(value)} in '{Shorten(text)}' is not known. Write per=layer or per=unit.", text),
    };

    private static double ReadNumber(string key, string value, string text, bool mayBeZero)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !double.IsFinite(number))
        {
            throw new SwishException(
                "InvalidActivationConstant", ErrorKind.InvalidArgument,
                $"{key}={Shorten(value)} in '{Shorten(text)}' is not a finite number. Write one with a point, " +
                $"such as {key}=1.5.", text);
        }

        if (Math.Abs(number) > Largest || (!mayBeZero && (float)number == 0))
        {
            throw new SwishException(
                "ActivationConstantOutOfRange", ErrorKind.InvalidArgument,
                $"{key}={Shorten(value)} in '{Shorten(text)}' is out of range. It must lie between -1e9 and 1e9" +
                $"{(mayBeZero ? "" : " and not be 0")}.", text);
        }

        return number + 0.0; // −0 becomes 0, so that one constant has one text
    }

    private static SwishException Unknown(ActivationInfo info, string key, string text)
    {
        string has = info.Parameters.Count == 0 ? "no constants"
            : string.Join(", ", info.Parameters.Select(c => c.Name)) + (info.IsLearnable ? ", per" : "");
        return new SwishException(
            "UnknownActivationConstant", ErrorKind.NotFound,
            $"{info.Name} has no constant '{Shorten(key)}'; it has {has}. Write constants as " +
            "Swish(beta=1.5), separated by commas, numbers with a point.", text);
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
