namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents the settings that a group of runs shares: the values of the columns that distinguish the groups.
/// </summary>
internal sealed class Condition : IEquatable<Condition>, IComparable<Condition>
{
    private readonly IReadOnlyList<string> _columns;
    private readonly object?[] _values;

    public Condition(IReadOnlyList<string> columns, IEnumerable<object?> values)
    {
        _columns = columns;
        _values = [.. values];
    }

    /// <summary>Gets the columns with their values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Columns =>
        [.. _columns.Zip(_values, KeyValuePair.Create)];

    /// <summary>Gets the value of a column; null if the column is not part of the condition.</summary>
    public object? this[string column]
    {
        get
        {
            int i = IndexOf(column);
            return i < 0 ? null : _values[i];
        }
    }

    /// <summary>Returns a copy of the condition with another value in a column.</summary>
    public Condition With(string column, object? value)
    {
        object?[] values = [.. _values];
        values[IndexOf(column)] = value;
        return new(_columns, values);
    }

    public int CompareTo(Condition? other)
    {
        if (other is null) return 1;
        for (int i = 0; i < _values.Length; i++)
        {
            int order = ConditionValue.Compare(_columns[i], _values[i], other._values[i]);
            if (order != 0) return order;
        }
        return 0;
    }

    public bool Equals(Condition? other) => other is not null && _values.SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as Condition);

    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (object? value in _values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>
    /// Returns the condition as text, such as <c>Depth 3, BatchSize 128</c>; empty if there are no columns.
    /// </summary>
    public override string ToString() => string.Join(", ",
        _columns.Zip(_values, (c, v) => $"{c} {(v is null ? "(empty)" : ConditionValue.Text(v))}"));

    private int IndexOf(string column)
    {
        for (int i = 0; i < _columns.Count; i++)
            if (_columns[i].Equals(column, StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }
}
