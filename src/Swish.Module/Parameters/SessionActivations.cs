using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Swish.Activations;
using Swish.Activations.Formulas;

namespace Swish.Module.Parameters;

/// <summary>
/// The activations that New-Activation was given a name for. Each session has its own: sessions that run at once, as in
/// ForEach-Object -Parallel, may give one name to different formulas.
/// </summary>
internal static class SessionActivations
{
    private static readonly ConditionalWeakTable<Runspace, ConcurrentDictionary<string, ExpressionActivation>>
        BySession = [];

    /// <summary>Gets those of this session, by name.</summary>
    public static IReadOnlyList<ExpressionActivation> All =>
        [.. Known.Values.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];

    private static ConcurrentDictionary<string, ExpressionActivation> Known =>
        Runspace.DefaultRunspace is { } session
            ? BySession.GetValue(session, static _ => new(StringComparer.OrdinalIgnoreCase))
            : new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps an activation under its name; one that had the name before gives way.</summary>
    /// <param name="activation">An activation with a name.</param>
    /// <exception cref="SwishException">The catalog has an activation of this name (ActivationExists).</exception>
    public static void Keep(ExpressionActivation activation)
    {
        if (ActivationCatalog.TryParse(activation.Name, out Activation? taken))
            throw new SwishException("ActivationExists", ErrorKind.ResourceExists,
                $"The catalog has an activation {taken.Name} that goes by the name '{activation.Name}'. "
                + "Choose another name.", activation.Name);
        Known[activation.Name] = activation;
    }

    /// <summary>Reads a name that this session or the catalog knows, or a text that has the formula in it.</summary>
    /// <param name="text">The name, case-blind.</param>
    /// <exception cref="SwishException">Nobody knows it, or the text has another form.</exception>
    public static Activation Parse(string text) => Find(text) ?? ActivationCatalog.Parse(text);

    /// <summary>Reads a name as <see cref="Parse"/> does, where it is one.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="activation">The activation; null where <see cref="Parse"/> would reject the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Activation? activation)
    {
        activation = Find(text);
        return activation is not null || ActivationCatalog.TryParse(text, out activation);
    }

    private static ExpressionActivation? Find(string name) => Known.GetValueOrDefault(name.Trim());
}
