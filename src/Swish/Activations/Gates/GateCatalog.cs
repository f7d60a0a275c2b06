namespace Swish.Activations.Gates;

/// <summary>
/// Contains the gates that have names. GLU takes any activation in parentheses, as in <c>GLU(Tanh)</c>.
/// </summary>
public static class GateCatalog
{
    /// <summary>The publication that proposed gates with other activations.</summary>
    internal const string Variants = "Shazeer, GLU Variants Improve Transformer, arXiv:2002.05202";

    private const string General = "GLU";

    private static readonly IReadOnlyList<GateEntry> Entries =
    [
        new(new(
            General, ["GatedLinearUnit"], "x·σ(y)", [], 2016, "Dauphin, Fan, Auli and Grangier, arXiv:1612.08083"),
            "Sigmoid"),
        new(new(
            "Bilinear", ["BilinearGLU"], "x·y", [], 2007,
            "Mnih and Hinton, ICML 2007; as a variant of GLU Dauphin and others, arXiv:1612.08083"),
            "Identity"),
        new(new("ReGLU", [], "x·max(0, y)", [], 2020, Variants), "ReLU"),
        new(new("GEGLU", [], "x·y·Φ(y)", [], 2020, Variants), "GELU"),
        new(new(
            "SwiGLU", ["SiGLU"], "x·y·σ(βy)", [new("beta", 1, ParameterSharing.Fixed)], 2020, Variants), "Swish"),
    ];

    /// <summary>Gets all gates that have names.</summary>
    public static IReadOnlyList<ActivationInfo> All { get; } = [.. Entries.Select(e => e.Info)];

    /// <summary>
    /// Parses the text of a gate: a name, such as <c>SwiGLU</c> or <c>SwiGLU(beta=1.5)</c>, or any activation as the
    /// gate of a GLU, such as <c>GLU(PReLU(per=unit))</c>.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="parse">Parses the text of the activation of the gate.</param>
    /// <returns>The gate, or null if the text does not begin with the name of one.</returns>
    /// <exception cref="SwishException">
    /// The text begins with the name of a gate, but has no closing parenthesis (MalformedActivation), or what is in the
    /// parentheses is not an activation (the ids of <see cref="ActivationCatalog.Parse"/>) or is a gate itself
    /// (GateHasTwoInputs).
    /// </exception>
    public static Gate? TryParse(string text, Func<string, Activation> parse)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(parse);
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        if (Find(open < 0 ? trimmed : trimmed[..open]) is not { } entry) return null;
        if (open >= 0 && !trimmed.EndsWith(')'))
            throw new SwishException(
                "MalformedActivation", ErrorKind.InvalidArgument,
                $"'{text}' is not the text of a gate. Write a name such as GLU, or an activation in parentheses, such "
                + "as GLU(Tanh).", text);
        string inner = open < 0 ? "" : trimmed[(open + 1)..^1];
        // Gates cannot be nested, so the text is not read recursively.
        if (Find(inner.Split('(', 2)[0]) is { } nested)
            throw new ActivatedGate(ActivationCatalog.Parse(nested.Activation)).NeedsTwoInputs();
        return new ActivatedGate(
            string.IsNullOrWhiteSpace(inner) ? ActivationCatalog.Parse(entry.Activation)
            : entry.Info.Name == General ? parse(inner)
            : ActivationCatalog.Parse($"{entry.Activation}({inner})"));
    }

    /// <summary>Determines whether a name is that of the gate that takes any activation in parentheses.</summary>
    /// <param name="name">The name, compared without case, hyphens, underscores and spaces.</param>
    /// <returns>True for GLU and its aliases.</returns>
    public static bool TakesActivation(string name) => Find(name)?.Info.Name == General;

    /// <summary>Finds a gate by its name or an alias.</summary>
    /// <param name="name">The name, compared without case, hyphens, underscores and spaces.</param>
    /// <returns>The entry, or null if there is none of this name.</returns>
    internal static GateEntry? Find(string name)
    {
        string normalized = ActivationName.Normalize(name);
        return Entries.FirstOrDefault(
            e => e.Info.Aliases.Prepend(e.Info.Name).Any(n => ActivationName.Normalize(n) == normalized));
    }

    /// <summary>Returns the name and the canonical text of the gate x·g(y).</summary>
    /// <param name="activation">The activation g.</param>
    /// <returns>
    /// The name of the gate, with the parameters of g if there are any that differ from their defaults; if the gate has
    /// no name of its own, <c>GLU(g)</c> for both.
    /// </returns>
    internal static (string Name, string Text) NameOf(Activation activation)
    {
        string text = activation.ToString();
        GateEntry? entry =
            activation is CatalogActivation ? Entries.FirstOrDefault(e => e.Activation == activation.Name) : null;
        return entry is null
            ? ($"{General}({text})", $"{General}({text})")
            : (entry.Info.Name, entry.Info.Name + text[activation.Name.Length..]);
    }
}
