using System.Collections.Concurrent;
using Swish.Activations;

namespace Swish.Expressions;

/// <summary>The named expression activations of this process, so that they can be given by name.</summary>
public static class CustomActivations
{
    private static readonly ConcurrentDictionary<string, ExpressionActivation> ByName =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those kept, by name.</summary>
    public static IReadOnlyList<ExpressionActivation> All =>
        [.. ByName.Values.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Keeps an activation under its name; one that had the name before gives way.</summary>
    /// <param name="activation">An activation with a name.</param>
    /// <exception cref="SwishException">The catalogue has an activation of this name (ActivationExists).</exception>
    public static void Keep(ExpressionActivation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        string wanted = ActivationName.Normalize(activation.Name);
        ActivationInfo? taken = ActivationCatalog.All.FirstOrDefault(
            i => i.Aliases.Prepend(i.Name).Any(n => ActivationName.Normalize(n) == wanted));
        if (taken is not null)
        {
            throw new SwishException(
                "ActivationExists", FaultKind.ResourceExists,
                $"The catalogue has an activation {taken.Name} that goes by the name '{activation.Name}'. "
                + "Choose another name.", activation.Name);
        }

        ByName[activation.Name] = activation;
    }

    /// <summary>Finds an activation that was kept.</summary>
    /// <param name="name">Its name, case-blind.</param>
    public static ExpressionActivation? Find(string name) => ByName.GetValueOrDefault(name.Trim());
}
