using System.Management.Automation;
using Swish.Data.Tables;

namespace Swish.Module.Pipeline;

/// <summary>Decides which columns of a table are left out.</summary>
internal sealed class ColumnPatterns
{
    private readonly (string Text, WildcardPattern Pattern)[] _patterns;
    private readonly HashSet<string> _excluded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates the patterns.</summary>
    /// <param name="patterns">Names of columns, or patterns with wildcards.</param>
    /// <exception cref="SwishException">A pattern is not valid (InvalidPattern).</exception>
    public ColumnPatterns(IEnumerable<string> patterns) =>
        _patterns = [.. patterns.Select(text => (text, NamePatterns.Read(text)))];

    /// <summary>Returns whether a column is left out.</summary>
    /// <param name="name">The name of the column.</param>
    public bool IsExcluded(string name)
    {
        if (_excluded.Contains(name)) return true;
        if (!Array.Exists(_patterns, p => p.Pattern.IsMatch(name))) return false;
        _excluded.Add(name);
        return true;
    }

    /// <summary>Checks that every name without wildcards is that of a column, since it may be misspelled.</summary>
    /// <param name="table">The table, whose other columns the error names.</param>
    /// <exception cref="SwishException">There is no such column (TableColumnNotFound).</exception>
    public void RequireFound(Table table)
    {
        foreach ((string text, WildcardPattern pattern) in _patterns)
            if (!WildcardPattern.ContainsWildcardCharacters(text) && !_excluded.Any(pattern.IsMatch))
                throw table.NotFound(text);
    }
}
