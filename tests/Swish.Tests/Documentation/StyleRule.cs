using System.Text.RegularExpressions;

namespace Swish.Tests.Documentation;

/// <summary>A word or phrase that documents avoid, and what they say instead.</summary>
/// <param name="pattern">A regular expression, case-insensitive; a space also matches the end of a line.</param>
/// <param name="better">The better word.</param>
internal sealed class StyleRule(string pattern, string better)
{
    private readonly Regex _avoided = new(
        pattern.Replace(" ", @"\s+", StringComparison.Ordinal),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    /// <summary>Finds each use in a text.</summary>
    /// <returns>For each use the line, from 1, and a message with the word and the better one.</returns>
    public IEnumerable<(int Line, string Message)> Find(string text) => _avoided.Matches(text).Select(match =>
        (1 + text.AsSpan(0, match.Index).Count('\n'), $"'{WhiteSpace(match.Value)}': {better}"));

    private static string WhiteSpace(string value) => Regex.Replace(value, @"\s+", " ");
}
