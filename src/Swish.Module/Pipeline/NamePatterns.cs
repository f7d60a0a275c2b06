using System.Management.Automation;

namespace Swish.Module.Pipeline;

/// <summary>Parses names with wildcards.</summary>
internal static class NamePatterns
{
    // In the culture of the session, ID would not match id* in Turkish.
    private const WildcardOptions Options = WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant;

    /// <summary>Parses a case-insensitive pattern.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SwishException">The name is not a valid pattern (InvalidPattern).</exception>
    public static WildcardPattern Read(string name)
    {
        try
        {
            WildcardPattern pattern = new(name, Options);
            _ = pattern.IsMatch(""); // which reads it
            return pattern;
        }
        catch (WildcardPatternException cause)
        {
            throw new SwishException("InvalidPattern", ErrorKind.InvalidArgument,
                $"'{name}' is not a valid pattern: it has a [ without a ]. Wildcards are *, ? and [a-z].", name, cause);
        }
    }
}
