using System.Management.Automation;

namespace Swish.Module.Pipeline;

/// <summary>Names with wildcards.</summary>
internal static class NamePatterns
{
    /// <summary>Returns the pattern that a name with wildcards is, case-blind.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SwishException">It is no pattern (InvalidPattern).</exception>
    public static WildcardPattern Read(string name)
    {
        try
        {
            WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
            _ = pattern.IsMatch(""); // which reads it
            return pattern;
        }
        catch (WildcardPatternException cause)
        {
            throw new SwishException("InvalidPattern", ErrorKind.InvalidArgument,
                $"'{name}' is no pattern: a [ needs its ]. Wildcards are *, ? and [a-z].", name, cause);
        }
    }
}
