using System.Collections;
using System.Globalization;

namespace Swish;

/// <summary>
/// A short list that is one cell of a table: its text, also in a CSV file, is its elements (<c>-2.5; 2.5</c>), and not
/// the name of a type. Lists with equal elements are equal, so layers that contain lists of layers have value equality.
/// </summary>
/// <typeparam name="T">The elements' type.</typeparam>
public sealed class DelimitedList<T> : IReadOnlyList<T>, IEquatable<DelimitedList<T>>
{
    private readonly T[] _items;

    /// <summary>Copies elements.</summary>
    /// <param name="items">The elements, in their order.</param>
    public DelimitedList(IEnumerable<T> items) => _items = [.. items];

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>The elements' invariant texts, parted by semicolons.</summary>
    public override string ToString() =>
        string.Join("; ", _items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public bool Equals(DelimitedList<T>? other) => other is not null && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DelimitedList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (T item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
