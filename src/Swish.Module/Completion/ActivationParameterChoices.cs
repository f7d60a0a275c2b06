using System.Globalization;
using Swish.Activations;
using Swish.Activations.Gates;
using Swish.Module.Parameters;

namespace Swish.Module.Completion;

/// <summary>Provides completions inside the parentheses of an activation, such as <c>Swish(beta=</c>.</summary>
internal static class ActivationParameterChoices
{
    /// <summary>
    /// Returns the word completed by each parameter that it does not have yet; empty if the name is unknown.
    /// </summary>
    /// <param name="word">A name and an opening parenthesis, which may be followed by parameters.</param>
    public static IEnumerable<NameChoice> Of(string word)
    {
        int open = word.IndexOf('(', StringComparison.Ordinal);
        if (Find(word[..open]) is not { } info || word.Contains(')', StringComparison.Ordinal)) return [];
        string[] parts = word[(open + 1)..].Split(',');
        string last = parts[^1].TrimStart();
        string start = word[..(word.Length - last.Length)];
        if (start.EndsWith(',')) start += " ";
        HashSet<string> given = new(parts[..^1].Select(KeyOf), StringComparer.OrdinalIgnoreCase);
        IEnumerable<NameChoice> choices =
            from choice in Parameters(info)
            where !given.Contains(KeyOf(choice.Name))
            select choice with { Name = $"{start}{choice.Name})" };
        // A number that was typed replaces the default.
        return last.IndexOf('=', StringComparison.Ordinal) is > 0 and int equals
            && double.TryParse(last[(equals + 1)..], CultureInfo.InvariantCulture, out _)
            ? choices.Prepend(new($"{word})", info.Formula))
            : choices;
    }

    private static IEnumerable<NameChoice> Parameters(ActivationInfo info)
    {
        foreach (ActivationParameter constant in info.Parameters)
        {
            string value = constant.Value.ToString(CultureInfo.InvariantCulture);
            string end = constant.Sharing == ParameterSharing.Fixed ? "" : ", and trained from there";
            yield return new($"{constant.Name}={value}", $"{info.Formula}; {value} where it is not given{end}");
        }
        if (!info.IsLearnable) yield break;
        yield return new("per=layer", "Each layer trains its own constants");
        yield return new("per=unit", "Each unit trains its own constants");
    }

    private static string KeyOf(string part) => part.Split('=')[0].Trim();

    private static ActivationInfo? Find(string name) => SessionActivations.TryParse(name, out Activation? known)
        ? ActivationCatalog.All.Concat(GateCatalog.All).FirstOrDefault(info => info.Name == known.Name)
        : null;
}
