namespace Swish.Analysis.Comparisons;

/// <summary>Stores runs by condition, activation and seed.</summary>
internal sealed class RunTable
{
    private readonly Dictionary<(Condition, string), List<ComparedRun>> _runs = [];
    private readonly HashSet<(Condition, string, string)> _seeds = [];
    private readonly List<string> _activations = [];
    private readonly HashSet<Condition> _conditions = [];

    /// <summary>Gets the activations, in the order of their first runs.</summary>
    public IReadOnlyList<string> Activations => _activations;

    /// <summary>Gets the conditions in numerical order.</summary>
    public IEnumerable<Condition> Conditions => _conditions.Order();

    public IEnumerable<ComparedRun> AllRuns => _runs.Values.SelectMany(r => r);

    /// <summary>
    /// Returns the runs of an activation under a condition, ordered by seed. Sums of doubles depend on the order, and
    /// the same runs in any order must give the same digits.
    /// </summary>
    public IReadOnlyList<ComparedRun> Runs(Condition condition, string activation) =>
        _runs.TryGetValue((condition, activation), out List<ComparedRun>? runs)
            ? [.. runs.Order(Comparer<ComparedRun>.Create(CompareSeeds))]
            : [];

    // A seed may be followed by a slash and the seed of a split.
    private static int CompareSeeds(ComparedRun x, ComparedRun y)
    {
        string[] first = x.Seed.Split('/', 2), second = y.Seed.Split('/', 2);
        int order = ConditionValue.Compare("Seed", first[0], second[0]);
        return order != 0 ? order : ConditionValue.Compare("Seed", first.ElementAtOrDefault(1), second.ElementAtOrDefault(1));
    }

    /// <summary>Finds an activation by name and returns its name as the results write it, or null.</summary>
    public string? Find(string name) =>
        _activations.Find(a => a.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Adds a run; returns false if there is already one with the same condition, activation and seed.
    /// </summary>
    public bool TryAdd(Condition condition, ComparedRun run)
    {
        string? activation = Find(run.Activation);
        if (activation is null) _activations.Add(activation = run.Activation);
        _conditions.Add(condition);
        if (!_runs.TryGetValue((condition, activation), out List<ComparedRun>? runs))
            _runs.Add((condition, activation), runs = []);
        if (!_seeds.Add((condition, activation, run.Seed))) return false;
        runs.Add(run);
        return true;
    }
}
