using System.Globalization;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>
/// Several logs as one: each run once, whatever it is found in. Within a log a later line of the same run takes the
/// place of an earlier one; of several logs the first that has a run gives it, for the same run has the same bits.
/// </summary>
public sealed class ResultLogMerge
{
    private readonly Dictionary<string, string> _weightHashes = [];

    /// <summary>The runs of a log that were in none before, in the order of their first lines.</summary>
    /// <param name="path">The log.</param>
    /// <param name="warn">Told about a torn last line, and about runs whose weights differ where they should
    /// not.</param>
    /// <exception cref="SwishException">As <see cref="ResultLogReader.Read"/>; nothing of the log has then been
    /// taken.</exception>
    public IReadOnlyList<TrainingResult> Add(string path, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        List<string> order = [];
        Dictionary<string, TrainingResult> results = [];
        foreach (ResultLogEntry entry in ResultLogReader.Read(path, warn))
        {
            string run = entry.Result.RunId;
            if (results.TryGetValue(run, out TrainingResult? earlier))
                Compare(earlier.WeightHash, entry.Result, path, warn);
            else
                order.Add(run);
            results[run] = entry.Result;
        }
        List<TrainingResult> added = [];
        foreach (string run in order)
        {
            if (_weightHashes.TryGetValue(run, out string? earlier)) Compare(earlier, results[run], path, warn);
            else added.Add(results[run]);
            _weightHashes[run] = results[run].WeightHash;
        }
        return added;
    }

    private static void Compare(string earlier, TrainingResult result, string path, Action<string> warn)
    {
        if (earlier != result.WeightHash)
            warn(string.Create(CultureInfo.InvariantCulture,
                $"The run {result.RunId} ({result.Activation}, {result.HiddenLayers}, seed {result.Seed}) of ")
                + $"'{path}' has other weights than the same run before it; one of the machines computes wrongly.");
    }
}
