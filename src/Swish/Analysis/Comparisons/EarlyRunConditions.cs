namespace Swish.Analysis.Comparisons;

/// <summary>
/// Finds the conditions of runs whose epochs and steps show how far they got, and not what was requested: those that
/// diverged, and those with a patience. Such a run belongs to a condition of whole runs with the same other columns. If
/// there are several, it is that of the whole runs with the same hash of the settings; otherwise one in which the run has
/// partners.
/// </summary>
internal sealed class EarlyRunConditions
{
    private readonly IReadOnlyList<ResultRow> _results;
    private readonly Condition[] _conditions;
    private readonly string[] _progress;
    private readonly ILookup<Condition, Condition> _whole;
    private readonly HashSet<(Condition, string Setting)> _settings = [];
    private readonly Dictionary<(Condition, string Seed), HashSet<string>> _activations = [];

    private EarlyRunConditions(IReadOnlyList<ResultRow> results, Condition[] conditions, string[] progress)
    {
        _results = results;
        _conditions = conditions;
        _progress = progress;
        int[] whole = [.. Enumerable.Range(0, results.Count).Where(i => !ComparedRun.ChoosesSteps(results[i]))];
        _whole = whole.Select(i => conditions[i]).Distinct().Order().ToLookup(WithoutProgress);
        foreach (int i in whole)
        {
            Add(i);
            _settings.Add((conditions[i], Setting(i)));
        }
    }

    /// <summary>Replaces the conditions of runs that ended early.</summary>
    /// <param name="results">The runs.</param>
    /// <param name="conditions">Their conditions, in which the columns of progress have what the runs did.</param>
    /// <param name="progress">The columns of the conditions that show how far a run got; one or more.</param>
    public static void Replace(IReadOnlyList<ResultRow> results, Condition[] conditions, string[] progress)
    {
        EarlyRunConditions early = new(results, conditions, progress);
        var groups = Enumerable.Range(0, results.Count).Where(i => ComparedRun.ChoosesSteps(results[i]))
            .GroupBy(i => (
                Start: early.WithoutProgress(conditions[i]), Activation: early.Activation(i), Setting: early.Setting(i)));
        // The seeds of a large group say more about its condition than those of a small one.
        foreach (var group in groups.OrderByDescending(g => g.Count()))
            early.Replace([.. group], group.Key.Start, group.Key.Setting);
    }

    /// <summary>Replaces the conditions of runs with the same activation and hash of the settings.</summary>
    private void Replace(int[] runs, Condition start, string setting)
    {
        Condition[] possible = [.. _whole[start]];
        Condition[] same = [.. possible.Where(c => setting.Length > 0 && _settings.Contains((c, setting)))];
        if (same.Length > 0) possible = same;
        else if (setting.Length > 0 && runs.Select(Seed).Distinct().Count() == runs.Length)
            possible = [.. possible.Where(c => runs.All(i => Reaches(c, i)))
                .OrderByDescending(c => runs.Count(i => IsFree(c, i) && HasPartner(c, i)))
                .ThenByDescending(c => runs.Count(i => IsFree(c, i))).Take(1)];
        foreach (int i in runs)
        {
            _conditions[i] = possible.OrderByDescending(c => Reaches(c, i)).ThenByDescending(c => IsFree(c, i))
                .ThenByDescending(c => HasPartner(c, i)).FirstOrDefault(start);
            Add(i);
        }
    }

    /// <summary>Determines whether runs of a condition are at least as long as a run that ended early.</summary>
    private bool Reaches(Condition condition, int i) => _progress.All(column =>
        condition[column] is not double requested || ConditionValue.Read(_results[i], column) is not double done
        || requested >= done);

    /// <summary>Determines whether a condition has no run with the same activation and seed.</summary>
    private bool IsFree(Condition condition, int i) =>
        !_activations.TryGetValue((condition, Seed(i)), out HashSet<string>? there) || !there.Contains(Activation(i));

    /// <summary>Determines whether a condition has a run with another activation and the same seed.</summary>
    private bool HasPartner(Condition condition, int i) =>
        _activations.TryGetValue((condition, Seed(i)), out HashSet<string>? there)
        && there.Any(activation => activation != Activation(i));

    private void Add(int i)
    {
        if (!_activations.TryGetValue((_conditions[i], Seed(i)), out HashSet<string>? there))
            _activations.Add((_conditions[i], Seed(i)), there = []);
        there.Add(Activation(i));
    }

    private string Activation(int i) => _results[i].Text("Activation").ToUpperInvariant();

    private string Seed(int i) => ComparedRun.SeedKey(_results[i]);

    private string Setting(int i) => _results[i].Text("Setting");

    private Condition WithoutProgress(Condition condition) =>
        _progress.Aggregate(condition, (c, column) => c.With(column, null));
}
