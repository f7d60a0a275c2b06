using System.Collections;
using System.Globalization;

namespace Swish.Recipes;

/// <summary>
/// Represents the widths of the hidden layers of a network, first to last; formatted as <c>500x7-300-200-100</c>.
/// </summary>
public sealed class HiddenLayerList : IReadOnlyList<int>, IEquatable<HiddenLayerList>
{
    private readonly int[] _widths;

    /// <summary>Creates a list of hidden layers.</summary>
    /// <param name="widths">The width of each layer, 1 or more; empty for a network without hidden layers.</param>
    /// <exception cref="SwishException">A width is less than 1 (InvalidHiddenLayer).</exception>
    public HiddenLayerList(IEnumerable<int> widths)
    {
        _widths = [.. widths];
        foreach (int width in _widths)
            if (width < 1)
                throw new SwishException("InvalidHiddenLayer", ErrorKind.InvalidArgument,
                    $"A hidden layer has a width of 1 or more, not {width}.", width);
    }

    /// <summary>Gets the number of hidden layers.</summary>
    public int Depth => _widths.Length;

    /// <summary>
    /// Gets the width of all hidden layers, or null if they have different widths or there are none.
    /// </summary>
    public int? Width => _widths.Length > 0 && _widths.All(w => w == _widths[0]) ? _widths[0] : null;

    int IReadOnlyCollection<int>.Count => _widths.Length;

    /// <inheritdoc/>
    public int this[int index] => _widths[index];

    /// <summary>Creates a list of hidden layers of the same width.</summary>
    /// <param name="depth">The number of hidden layers, 0 or more.</param>
    /// <param name="width">The width of each layer, 1 or more.</param>
    /// <returns>The list.</returns>
    /// <exception cref="SwishException">The width is less than 1 (InvalidHiddenLayer).</exception>
    public static HiddenLayerList Uniform(int depth, int width) => new(Enumerable.Repeat(width, depth));

    /// <summary>Parses text that <see cref="ToString"/> returned.</summary>
    /// <param name="text">The text, such as <c>500x7-300-200-100</c> or <c>none</c>.</param>
    /// <returns>The list.</returns>
    /// <exception cref="SwishException">The text has a different format (InvalidHiddenLayer), or has too many layers
    /// (InvalidDepth).</exception>
    public static HiddenLayerList Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim() is "none" or "") return new([]);
        List<int> widths = [];
        foreach (string part in text.Split('-', StringSplitOptions.TrimEntries))
        {
            string[] pieces = part.Split('x');
            int count = 1;
            if (pieces.Length > 2
                || !int.TryParse(pieces[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
                || (pieces.Length == 2
                    && !int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out count))
                || count is < 1 or > 10_000)
                throw new SwishException("InvalidHiddenLayer", ErrorKind.InvalidArgument,
                    $"'{text}' is not a list of hidden layers; write it as 500x7-300-200-100.", text);
            // Checked here too, because a short text could be a very long list.
            if (widths.Count + count > RecipeSettings.MaximumDepth)
                throw new SwishException("InvalidDepth", ErrorKind.InvalidArgument,
                    $"A network has at most {RecipeSettings.MaximumDepth} hidden layers; '{text}' has more.", text);
            widths.AddRange(Enumerable.Repeat(width, count));
        }
        return new(widths);
    }

    /// <summary>
    /// Formats the list as text, with adjacent layers of the same width joined.
    /// </summary>
    /// <returns>Text such as <c>500x7-300-200-100</c>; <c>none</c> for an empty list.</returns>
    public override string ToString()
    {
        if (_widths.Length == 0) return "none";
        List<string> parts = [];
        for (int i = 0; i < _widths.Length;)
        {
            int j = i;
            while (j < _widths.Length && _widths[j] == _widths[i]) j++;
            string width = _widths[i].ToString(CultureInfo.InvariantCulture);
            parts.Add(j - i == 1 ? width : $"{width}x{(j - i).ToString(CultureInfo.InvariantCulture)}");
            i = j;
        }
        return string.Join('-', parts);
    }

    /// <inheritdoc/>
    public bool Equals(HiddenLayerList? other) => other is not null && _widths.AsSpan().SequenceEqual(other._widths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HiddenLayerList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (int width in _widths) hash.Add(width);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_widths).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
