using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Activations.Gates;

namespace Swish.Module.Parameters;

/// <summary>
/// Stores the named activations of New-Activation. Each session has its own, since parallel sessions, as in
/// ForEach-Object -Parallel, may use the same name for different formulas.
/// </summary>
internal static class SessionActivations
{
    private static readonly ConditionalWeakTable<Runspace, ConcurrentDictionary<string, Activation>>
        BySession = [];

    /// <summary>Gets the activations of this session, ordered by name.</summary>
    public static IReadOnlyList<Activation> All =>
        [.. Known.Values.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];

    private static ConcurrentDictionary<string, Activation> Known =>
        Runspace.DefaultRunspace is { } session
            ? BySession.GetValue(session, static _ => new(StringComparer.OrdinalIgnoreCase))
            : new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Stores an activation under its name, replacing one with the same name.</summary>
    /// <param name="activation">An activation with a name.</param>
    /// <exception cref="SwishException">The catalog has an activation of this name (ActivationExists).</exception>
    public static void Add(Activation activation)
    {
        if (ActivationCatalog.TryParse(activation.Name, out Activation? taken))
            throw new SwishException("ActivationExists", ErrorKind.ResourceExists,
                $"The catalog has an activation {taken.Name} that goes by the name '{activation.Name}'. "
                + "Choose another name.", activation.Name);
        Known[activation.Name] = activation;
    }

    /// <summary>Parses the name of an activation of this session or the catalog, or text with a formula.</summary>
    /// <param name="text">The name; case-insensitive.</param>
    /// <exception cref="SwishException">
    /// The name is unknown (UnknownActivation), or the text is not valid (MalformedActivation, InvalidExpression).
    /// </exception>
    public static Activation Parse(string text) =>
        Find(text) ?? GateCatalog.TryParse(text, Parse) ?? ActivationCatalog.Parse(text);

    /// <summary>Returns the description of an activation that has one of its own: a formula or a gate.</summary>
    /// <param name="activation">The activation.</param>
    /// <returns>The description, or null for an activation of the catalog.</returns>
    public static ActivationInfo? InfoOf(Activation activation) => activation switch
    {
        ExpressionActivation formula => formula.Info,
        Gate gate => gate.Info,
        _ => null,
    };

    /// <summary>Returns the description of an activation, whose name contains the parameters that it has.</summary>
    /// <param name="activation">The activation.</param>
    /// <returns>The description: that of the catalog for its activations with their usual parameters.</returns>
    public static ActivationInfo DescribeOf(Activation activation)
    {
        ActivationInfo info = InfoOf(activation) ?? ActivationCatalog.All.First(a => a.Name == activation.Name);
        return activation.Label == info.Name ? info
            : info with
            {
                Name = activation.Label,
                Parameters = new DelimitedList<ActivationParameter>(activation.Parameters),
            };
    }

    /// <summary>Parses text like <see cref="Parse"/>, without throwing.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="activation">The activation; null if <see cref="Parse"/> would throw.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Activation? activation)
    {
        try
        {
            activation = Parse(text);
            return true;
        }
        catch (SwishException)
        {
            activation = null;
            return false;
        }
    }

    private static Activation? Find(string name) => Known.GetValueOrDefault(name.Trim());
}
