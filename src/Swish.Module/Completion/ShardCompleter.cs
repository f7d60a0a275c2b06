using System.Globalization;
using System.Management.Automation.Language;

namespace Swish.Module.Completion;

/// <summary>
/// Completes the shards of a sweep: of two to four shards, or of more if a larger shard number was typed.
/// </summary>
public sealed class ShardCompleter : NameCompleter
{
    private const int MaxCount = 4;

    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command)
    {
        // If a shard number was typed, offer sweeps with that many shards or more; otherwise all shards of small
        // sweeps.
        bool typed = int.TryParse(word.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            && part is > 0 and < int.MaxValue / MaxCount;
        return typed
            ? Enumerable.Range(Math.Max(2, part), MaxCount).Select(count => Choice(part, count))
            : Enumerable.Range(2, MaxCount - 1)
                .SelectMany(count => Enumerable.Range(1, count).Select(i => Choice(i, count)));
    }

    private static NameChoice Choice(long part, long count) =>
        new($"{part}/{count}", $"Runs {part}, {part + count}, {part + 2 * count}, … of the sweep");
}
