using System.Globalization;

namespace Swish.Sweeps;

/// <summary>
/// Represents one of n equal parts of a sweep: runs i, i + n, i + 2n, …, so that long and short runs are distributed
/// evenly.
/// </summary>
public sealed record Shard
{
    /// <summary>Creates part <paramref name="index"/> of <paramref name="count"/>.</summary>
    /// <param name="index">The number of the part, from 1 to <paramref name="count"/>.</param>
    /// <param name="count">The number of parts, from 1 to 1,000,000.</param>
    /// <exception cref="SwishException">A number is out of range (InvalidShard).</exception>
    public Shard(int index, int count)
    {
        if (count is < 1 or > 1_000_000 || index < 1 || index > count)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"{index}/{count}"));
        Index = index;
        Count = count;
    }

    /// <summary>Gets the number of this part, from 1.</summary>
    public int Index { get; }

    /// <summary>Gets the number of parts.</summary>
    public int Count { get; }

    /// <summary>Parses <c>i/n</c>.</summary>
    /// <param name="text">The text, such as <c>2/8</c>.</param>
    /// <returns>Part i of n.</returns>
    /// <exception cref="SwishException">
    /// The text has a different format, or a number is out of range (InvalidShard).
    /// </exception>
    public static Shard Parse(string text)
    {
        string[] parts = (text ?? "").Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? new(index, count)
            : throw Invalid(text);
    }

    /// <summary>Selects the runs of this part.</summary>
    /// <typeparam name="T">The type of a run.</typeparam>
    /// <param name="runs">All runs of the sweep.</param>
    /// <returns>The runs of this part, in the same order.</returns>
    public IReadOnlyList<T> Select<T>(IReadOnlyList<T> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        List<T> part = [];
        for (long i = Index - 1; i < runs.Count; i += Count) part.Add(runs[(int)i]);
        return part;
    }

    /// <summary>Formats the shard as <c>i/n</c>.</summary>
    /// <returns>The text that <see cref="Parse"/> reads.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static SwishException Invalid(string? text) =>
        new("InvalidShard", ErrorKind.InvalidArgument,
            $"A shard is i/n with n from 1 to 1000000 and i from 1 to n, such as 2/8, not '{text}'.", text);
}
