using System.Globalization;

namespace Swish.Recipes;

/// <summary>
/// Represents the weights of classes in the loss: <c>None</c>, <c>Balanced</c> (in inverse proportion to their
/// frequency), or weights by name such as <c>cat=2; dog=0.5</c>; classes without a weight have 1.
/// </summary>
public sealed class ClassWeightList : IEquatable<ClassWeightList>
{
    private const string NoneText = "None", BalancedText = "Balanced";

    private readonly string _text;

    private ClassWeightList(string text, IReadOnlyDictionary<string, double> weights)
    {
        _text = text;
        Weights = weights;
    }

    /// <summary>Gets the weights that are all 1.</summary>
    public static ClassWeightList None { get; } = new(NoneText, new Dictionary<string, double>());

    /// <summary>Gets the weights n/(k·n_c): examples / (classes · examples of the class).</summary>
    public static ClassWeightList Balanced { get; } = new(BalancedText, new Dictionary<string, double>());

    /// <summary>Gets the weights by the names of classes; empty for None and Balanced.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    /// <summary>Gets whether the weights follow from the frequencies of the classes.</summary>
    public bool IsBalanced => _text == BalancedText;

    /// <summary>Gets whether all weights are 1.</summary>
    public bool IsNone => _text == NoneText;

    /// <summary>Creates weights by name.</summary>
    /// <param name="weights">The names of classes with their weights, each greater than 0 and at most 1e6.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="SwishException">There is no weight, one is out of range, or a name is empty or contains a
    /// semicolon (InvalidClassWeight).</exception>
    public static ClassWeightList Of(IEnumerable<KeyValuePair<string, double>> weights)
    {
        SortedDictionary<string, double> sorted = new(StringComparer.Ordinal);
        foreach ((string name, double weight) in weights)
        {
            if (!(weight > 0 && weight <= RecipeSettings.MaximumMagnitude))
                throw Invalid(
                    string.Create(CultureInfo.InvariantCulture, $"the weight of '{name}' is {weight}"), weight);
            if (string.IsNullOrWhiteSpace(name) || name.Contains(';', StringComparison.Ordinal) || !sorted.TryAdd(name.Trim(), weight))
                throw Invalid($"'{name}' is no name, has a semicolon, or comes twice", name);
        }
        if (sorted.Count == 0) throw Invalid("there is no weight", null);
        return new(
            string.Join("; ", sorted.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key}={w.Value:R}"))), sorted);
    }

    /// <summary>Parses text that <see cref="ToString"/> returned.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The weights.</returns>
    /// <exception cref="SwishException">The text has another format (InvalidClassWeight).</exception>
    public static ClassWeightList Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Equals(NoneText, StringComparison.OrdinalIgnoreCase)) return None;
        if (text.Trim().Equals(BalancedText, StringComparison.OrdinalIgnoreCase)) return Balanced;
        return Of(text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part =>
        {
            // A name may contain an equals sign; the last one is before the weight.
            int equals = part.LastIndexOf('=');
            return equals > 0 && double.TryParse(
                part.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
                ? KeyValuePair.Create(part[..equals].Trim(), weight)
                : throw Invalid($"'{part}' is not a name with a weight", text);
        }));
    }

    /// <inheritdoc/>
    public bool Equals(ClassWeightList? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClassWeightList);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static SwishException Invalid(string problem, object? value) =>
        new("InvalidClassWeight", ErrorKind.InvalidArgument,
            $"Class weights are None, Balanced, or names with weights greater than 0, such as @{{ cat = 2 }}; {problem}.",
            value);
}
