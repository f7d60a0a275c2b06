using Swish.Activations;
using Swish.Activations.Formulas;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Names the activations of results. The same function under several labels, such as <c>Swish</c> and
/// <c>Swish(beta=1)</c>, has one name; functions that share a name of New-Activation are distinguished by their formulas.
/// </summary>
internal sealed class ActivationNames
{
    private readonly Dictionary<(string Label, string Formula), string> _names = [];
    private readonly List<(string Name, string Text, string Formula)> _known = [];

    /// <summary>Reads the labels of results.</summary>
    /// <param name="results">The results; rows without an activation are ignored.</param>
    public ActivationNames(IReadOnlyList<ResultRow> results)
    {
        var labels = results.Select(Key).Distinct().Where(k => k.Label.Length > 0)
            .Select(k => (Key: k, Activation: Identify(k.Label, k.Formula))).ToArray();
        foreach (var same in labels.GroupBy(l => l.Activation.Text, StringComparer.OrdinalIgnoreCase))
        {
            (string label, string text, string formula) = same.First().Activation;
            bool isShared = labels.Any(l => l.Activation.Label.Equals(label, StringComparison.OrdinalIgnoreCase)
                && !l.Activation.Text.Equals(text, StringComparison.OrdinalIgnoreCase));
            string name = isShared ? text : label;
            foreach (var one in same) _names[one.Key] = name;
            _known.Add((name, text, formula));
        }
    }

    /// <summary>Returns a result with the name of its activation.</summary>
    /// <param name="result">One of the results.</param>
    public ResultRow Rename(ResultRow result)
    {
        (string Label, string Formula) key = Key(result);
        return _names.TryGetValue(key, out string? name) && name != key.Label
            ? result.With("Activation", name)
            : result;
    }

    /// <summary>
    /// Finds an activation by its name, by another form of the name, or by its formula, and returns its name; null if
    /// no result has it.
    /// </summary>
    /// <param name="text">The name, such as <c>SiLU</c> or <c>Gate</c>, or the formula.</param>
    public string? Find(string text)
    {
        string trimmed = text.Trim();
        if (Named(trimmed) is { } named) return named;
        if (!ActivationCatalog.TryParse(trimmed, out Activation? activation)
            && !ActivationCatalog.TryParse($"{{{trimmed}}}", out activation))
            return null;
        string definition = activation is ExpressionActivation or ExpressionGate ? activation.Definition : "";
        bool hasName = activation.Label != activation.ToString();
        return _known.Find(k => k.Text == activation.ToString()).Name ?? Named(activation.ToString())
            ?? (definition.Length == 0 || hasName ? null : _known.Find(k => k.Formula == definition).Name);
    }

    private string? Named(string name) =>
        _known.Find(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Name;

    private static (string Label, string Formula) Key(ResultRow row) => (row.Text("Activation"), row.Text("Formula"));

    /// <summary>Returns the label of an activation, the text that identifies it, and its formula.</summary>
    private static (string Label, string Text, string Formula) Identify(string label, string formula)
    {
        if (ActivationCatalog.TryParse(label, out Activation? activation))
            return activation is ExpressionActivation or ExpressionGate
                ? (activation.Label, activation.ToString(), activation.Definition)
                // A name without parameters stays as it is written: a table may compare SiLU with Swish.
                : (label, label.Contains('(', StringComparison.Ordinal) ? activation.ToString() : label, "");
        return formula.Length > 0 ? (label, $"{label}{{{formula}}}", formula) : (label, label, "");
    }
}
