using System.Globalization;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>
/// Merges result logs, so that each run appears once. Within a log a later line of the same run replaces an earlier
/// one. If several logs contain a run, the first one is used, because the results of the same run are bit-identical.
/// </summary>
public sealed class ResultLogMerge
{
    private readonly Dictionary<string, string> _weightHashes = [];

    /// <summary>Adds a log, and returns the runs that no earlier log contains.</summary>
    /// <param name="path">The path of the log.</param>
    /// <param name="warn">
    /// Called with a warning if the last line is incomplete, and for each run whose weights differ from those of the
    /// same run in an earlier line or log.
    /// </param>
    /// <param name="destination">A log to which each new run is appended that it does not contain; null for none.</param>
    /// <param name="stop">Cancels reading.</param>
    /// <returns>The new runs, in the order of their first lines.</returns>
    /// <exception cref="SwishException">
    /// The log cannot be read; see <see cref="ResultLogReader.Read"/>. No run of the log is then added. Or the
    /// destination cannot be written (ResultLogFull, ResultLogWriteFailed).
    /// </exception>
    public IReadOnlyList<TrainingResult> Add(
        string path, Action<string> warn, ResultLog? destination = null, CancellationToken stop = default) =>
        [.. AddEntries(path, warn, destination, stop).Select(e => e.Result)];

    /// <summary>Adds a log like <see cref="Add"/>, and returns the runs with their recipes and machines.</summary>
    /// <param name="path">The path of the log.</param>
    /// <param name="warn">Called with warnings.</param>
    /// <param name="destination">A log to which each new run is appended that it does not contain; null for none.</param>
    /// <param name="stop">Cancels reading.</param>
    /// <returns>The new runs, in the order of their first lines.</returns>
    /// <exception cref="SwishException">The errors of <see cref="Add"/>.</exception>
    public IReadOnlyList<ResultLogEntry> AddEntries(
        string path, Action<string> warn, ResultLog? destination = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(warn);
        List<string> order = [];
        Dictionary<string, ResultLogEntry> entries = [];
        foreach (ResultLogEntry entry in ResultLogReader.Read(path, warn, stop))
        {
            string run = entry.Result.RunId;
            if (entries.TryGetValue(run, out ResultLogEntry? earlier))
                Compare(earlier.Result.WeightHash, entry.Result, path, warn);
            else
                order.Add(run);
            entries[run] = entry;
        }
        List<ResultLogEntry> added = [];
        foreach (string run in order)
        {
            TrainingResult result = entries[run].Result;
            if (destination?.Find(run) is TrainingResult there) Compare(there.WeightHash, result, path, warn);
            else destination?.Append(entries[run]);
            if (_weightHashes.TryGetValue(run, out string? earlier)) Compare(earlier, result, path, warn);
            else added.Add(entries[run]);
            _weightHashes[run] = result.WeightHash;
        }
        return added;
    }

    private static void Compare(string earlier, TrainingResult result, string path, Action<string> warn)
    {
        if (earlier != result.WeightHash)
            warn(string.Create(CultureInfo.InvariantCulture,
                $"The run {result.RunId} ({result.Activation}, {result.Network ?? result.HiddenLayers}, seed {result.Seed}) of ")
                + $"'{path}' has different weights than an earlier result of the same run, which should be "
                + "bit-identical. One of the machines computes wrong results.");
    }
}
