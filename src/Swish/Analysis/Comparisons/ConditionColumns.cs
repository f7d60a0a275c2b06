using Swish.Recipes;

namespace Swish.Analysis.Comparisons;

/// <summary>Finds the columns that tell conditions apart, and the condition of each run.</summary>
internal static class ConditionColumns
{
    /// <summary>
    /// The columns that can make a condition, in the order in which a table shows them: what tells runs apart, without
    /// activation and seed, which tell the runs of one condition apart.
    /// </summary>
    public static readonly IReadOnlyList<string> Known =
    [
        .. typeof(RunIdentity).GetProperties().Select(p => p.Name).Except(
        [
            nameof(RunIdentity.Activation), nameof(RunIdentity.Seed), nameof(RunIdentity.RunId),
            nameof(RunIdentity.Setting), nameof(RunIdentity.OtherSettings),
        ]),
        nameof(TrainingRecipe.Epochs), nameof(TrainingRecipe.Steps),
    ];

    // What a run did, not what was asked of it: a diverged run has fewer than the runs that it belongs with.
    private static readonly IReadOnlyList<string> Progress = [nameof(TrainingRecipe.Epochs), nameof(TrainingRecipe.Steps)];

    /// <summary>Those of the known columns that vary.</summary>
    public static IReadOnlyList<string> Varying(IReadOnlyList<ResultRow> results) =>
        [.. Known.Where(c => results.Where(r => !Progress.Contains(c) || !ComparedRun.EndedEarly(r))
            .Select(r => ConditionValue.Read(r, c)).Distinct().Skip(1).Any())];

    /// <summary>The columns of a given name, as the results write them.</summary>
    /// <exception cref="SwishException">The results have no such column (UnknownColumn).</exception>
    public static IReadOnlyList<string> Named(IReadOnlyList<string> names, IReadOnlyList<ResultRow> results)
    {
        string[] columns = [.. results.SelectMany(r => r.Columns).Distinct(StringComparer.OrdinalIgnoreCase)];
        return [.. names.Select(Find).Distinct()];

        string Find(string name) =>
            columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SwishException("UnknownColumn", ErrorKind.NotFound,
                $"The results have no column '{name}' to group by. They have {string.Join(", ", columns)}.", name);
    }

    /// <summary>
    /// The condition of each result. A run that ended early takes the epochs and steps of the complete runs whose other
    /// settings it shares; where those differ, of the first that have no run yet of its activation and seed.
    /// </summary>
    public static Condition[] Of(IReadOnlyList<ResultRow> results, IReadOnlyList<string> columns)
    {
        Condition[] conditions =
            [.. results.Select(r => new Condition(columns, columns.Select(c => ConditionValue.Read(r, c))))];
        string[] progress = [.. Progress.Where(p => columns.Contains(p, StringComparer.OrdinalIgnoreCase))];
        if (progress.Length == 0) return conditions;

        ILookup<Condition, Condition> whole = Enumerable.Range(0, conditions.Length)
            .Where(i => !ComparedRun.EndedEarly(results[i])).Select(i => conditions[i])
            .Distinct().Order().ToLookup(WithoutProgress);
        HashSet<(Condition, string, string)> taken = [.. Enumerable.Range(0, conditions.Length)
            .Where(i => !ComparedRun.EndedEarly(results[i])).Select(i => Key(conditions[i], results[i]))];

        for (int i = 0; i < conditions.Length; i++)
        {
            if (!ComparedRun.EndedEarly(results[i])) continue;
            ResultRow result = results[i];
            Condition start = WithoutProgress(conditions[i]);
            conditions[i] = whole[start].FirstOrDefault(c => !taken.Contains(Key(c, result)))
                ?? whole[start].FirstOrDefault() ?? start;
            taken.Add(Key(conditions[i], result));
        }
        return conditions;

        Condition WithoutProgress(Condition condition) =>
            progress.Aggregate(condition, (c, column) => c.With(column, null));

        static (Condition, string, string) Key(Condition condition, ResultRow result) =>
            (condition, result.Text("Activation").ToUpperInvariant(), result.Text("Seed"));
    }
}
