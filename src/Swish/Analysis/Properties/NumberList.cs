using System.Collections;
using System.Globalization;

namespace Swish.Analysis.Properties;

/// <summary>A few numbers, whose text (<c>-2.5; 2.5</c>, invariant and exact) makes a cell of a table or of a CSV file.</summary>
public sealed class NumberList : IReadOnlyList<double>, IEquatable<NumberList>
{
    private readonly double[] _numbers;

    /// <summary>Takes numbers over.</summary>
    /// <param name="numbers">The numbers, in their order.</param>
    public NumberList(IEnumerable<double> numbers) => _numbers = [.. numbers];

    /// <inheritdoc/>
    public int Count => _numbers.Length;

    /// <inheritdoc/>
    public double this[int index] => _numbers[index];

    /// <summary>The numbers, parted by semicolons.</summary>
    public override string ToString() =>
        string.Join("; ", _numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public bool Equals(NumberList? other) => other is not null && _numbers.AsSpan().SequenceEqual(other._numbers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NumberList);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (double number in _numbers) hash.Add(number);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_numbers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
