using System.Globalization;
using Swish.Activations.Formulas;
using Swish.Activations.Gates;
using Swish.Expressions;

namespace Swish.Activations;

/// <summary>Parses the text of an activation of the catalog: a name, and parameters in parentheses.</summary>
internal static class ActivationParser
{
    /// <summary>
    /// The largest magnitude of a parameter. With larger parameters, derivatives would be out of range for float.
    /// </summary>
    public const double MaxMagnitude = 1e9;

    /// <summary>Parses text as described for <see cref="ActivationCatalog.Parse"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entries">The entries of the catalog.</param>
    /// <returns>The activation.</returns>
    /// <exception cref="SwishException">The text is not an activation of the catalog.</exception>
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
                $"'{Shorten(text)}' is a formula, not a name. Write a formula in braces, as '{{{text.Trim()}}}', or as "
                + "a script block of $x.", text, error);
        }
    }

    private static bool IsFormula(string text)
    {
        try
        {
            Expression formula = Expression.Parse(text);
            return formula.HasVariable && formula.ParameterNames().All(name => name == ExpressionGate.Input);
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
                "or a name with parameters such as Swish(beta=1.5).", text);
        }

        CatalogEntry entry = Find(name, entries, text);
        string inner = open < 0 ? "" : trimmed[(open + 1)..^1];
        HashSet<string> written = [];
        Activation activation = entry.Create(entry.Info, ReadParameters(entry, inner, text, written));
        return written.Count > 0 && activation is CatalogActivation known ? known.Labeled(written) : activation;
    }

    private static CatalogEntry Find(string name, IReadOnlyList<CatalogEntry> entries, string text)
    {
        string normalized = ActivationName.Normalize(name);
        foreach (CatalogEntry entry in entries)
        {
            if (NamesOf(entry.Info).Any(n => ActivationName.Normalize(n) == normalized)) return entry;
        }

        IEnumerable<string> nearest = entries.Select(e => e.Info).Concat(GateCatalog.All)
            .OrderBy(i => NamesOf(i).Min(n => ActivationName.Distance(ActivationName.Normalize(n), normalized)))
            .Take(3)
            .Select(i => i.Name);
        throw new SwishException(
            "UnknownActivation", ErrorKind.NotFound,
            $"'{Shorten(name)}' is not an activation. The nearest names are {string.Join(", ", nearest)}; " +
            "Get-Activation lists all of them.", text);
    }

    private static IEnumerable<string> NamesOf(ActivationInfo info) => info.Aliases.Prepend(info.Name);

    private static ActivationParameter[] ReadParameters(
        CatalogEntry entry, string inner, string text, HashSet<string> seen)
    {
        ActivationInfo info = entry.Info;
        ActivationParameter[] parameters = [.. info.Parameters];
        if (string.IsNullOrWhiteSpace(inner)) return parameters;
        string[] parts = inner.Split(',');
        foreach (string part in parts)
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string value = part[(equals + 1)..].Trim();
            string key = equals >= 0 ? ReadKey(part[..equals])
                : parts.Length == 1 && parameters.Length == 1 ? parameters[0].Name
                : throw Unknown(info, part.Trim(), text);
            bool isScope = key == "per" && info.IsLearnable;
            int index = Array.FindIndex(parameters, p => p.Name == key);
            if (index < 0 && !isScope) throw Unknown(info, key, text);
            if (!seen.Add(key))
            {
                throw new SwishException(
                    "DuplicateActivationConstant", ErrorKind.Contradiction,
                    $"'{Shorten(text)}' specifies {key} twice. Specify it once.", text);
            }

            if (isScope)
            {
                ParameterSharing scope = ReadScope(value, text);
                parameters = [.. parameters.Select(
                    p => p.Sharing == ParameterSharing.Fixed ? p : p with { Sharing = scope })];
            }
            else
            {
                double number = ReadNumber(key, value, text, key != entry.NonzeroParameter);
                parameters[index] = parameters[index] with { Value = number };
            }
        }

        return parameters;
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
                $"{key}={Shorten(value)} in '{Shorten(text)}' is not a finite number. Write a number with a decimal " +
                $"point, such as {key}=1.5.", text);
        }

        if (Math.Abs(number) > MaxMagnitude || (!mayBeZero && (float)number == 0))
        {
            throw new SwishException(
                "ActivationConstantOutOfRange", ErrorKind.InvalidArgument,
                $"{key}={Shorten(value)} in '{Shorten(text)}' is out of range. It must be between -1e9 and 1e9" +
                $"{(mayBeZero ? "" : " and not 0")}.", text);
        }

        return number + 0.0; // −0 + 0 is 0, so that equal parameters have equal text
    }

    private static SwishException Unknown(ActivationInfo info, string key, string text)
    {
        string known = info.Parameters.Count == 0 ? "no parameters"
            : string.Join(", ", info.Parameters.Select(p => p.Name)) + (info.IsLearnable ? ", per" : "");
        return new SwishException(
            "UnknownActivationConstant", ErrorKind.NotFound,
            $"{info.Name} has no parameter '{Shorten(key)}'; it has {known}. Write parameters as in " +
            "Swish(beta=1.5), separated by commas, and numbers with a decimal point.", text);
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
