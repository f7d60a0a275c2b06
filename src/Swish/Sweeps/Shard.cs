using System.Globalization;

namespace Swish.Sweeps;

/// <summary>
/// One of n equal parts of a sweep: runs i, i + n, i + 2n, …, so that long and short runs spread evenly.
/// </summary>
public sealed record Shard
{
    /// <summary>Part <paramref name="index"/> of <paramref name="count"/>.</summary>
    /// <param name="index">From 1 to <paramref name="count"/>.</param>
    /// <param name="count">From 1 to a million.</param>
    /// <exception cref="SwishException">Another number (InvalidShard).</exception>
    public Shard(int index, int count)
    {
        if (count is < 1 or > 1_000_000 || index < 1 || index > count)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"{index}/{count}"));
        Index = index;
        Count = count;
    }

    /// <summary>The number of this part, from 1.</summary>
    public int Index { get; }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    /// <summary>Reads <c>i/n</c>.</summary>
    /// <param name="text">Such as <c>2/8</c>.</param>
    /// <exception cref="SwishException">The text has another form (InvalidShard).</exception>
    public static Shard Parse(string text)
    {
        string[] parts = (text ?? "").Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? new(index, count)
            : throw Invalid(text);
    }

    /// <summary>The runs of this part, in their order.</summary>
    /// <param name="runs">The runs of the whole.</param>
    public IReadOnlyList<T> Select<T>(IReadOnlyList<T> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        List<T> part = [];
        for (long i = Index - 1; i < runs.Count; i += Count) part.Add(runs[(int)i]);
        return part;
    }

    /// <summary><c>i/n</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static SwishException Invalid(string? text) =>
        new("InvalidShard", ErrorKind.InvalidArgument,
            $"A shard is i/n with i from 1 to n, such as 2/8, not '{text}'.", text);
}
