using System.Collections.Frozen;
using Swish.Recipes;

namespace Swish.Analysis.Comparisons;

/// <summary>Finds the columns that define the conditions, and the condition of each run.</summary>
internal static class ConditionColumns
{
    /// <summary>
    /// The columns that can define a condition, in the order of a table: those that identify a run, except the
    /// activation and the seeds, which vary within a condition.
    /// </summary>
    public static readonly IReadOnlyList<string> Known =
    [
        .. typeof(RunIdentity).GetProperties().Select(p => p.Name).Except(
        [
            nameof(RunIdentity.Activation), nameof(RunIdentity.Seed), nameof(RunIdentity.SplitSeed),
            nameof(RunIdentity.RunId), nameof(RunIdentity.Setting), nameof(RunIdentity.OtherSettings),
            nameof(RunIdentity.Formula),
        ]),
        nameof(TrainingRecipe.Epochs), nameof(TrainingRecipe.Steps),
        // Settings without a column in results; tables from elsewhere may have such columns.
        .. RecipeSettings.All.Where(s => s.Column is null && !s.OnlyObserves).Select(s => s.Name),
        nameof(RunIdentity.OtherSettings),
    ];

    // Columns that are not settings: those that pair runs, their results, and the columns of a comparison.
    private static readonly FrozenSet<string> NotSettings = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
    [
        "Activation", "Seed", "SplitSeed", "Status", "TestAccuracy", "ValidationAccuracy", "R2", "RMSE", "MAE",
        "TestLoss", "TrainLoss", "Seconds", "SamplesPerSecond", "WeightHash", "Recipe", "RunId", "NetworkPath",
        "GateLayers", "Looks",
        .. typeof(ActivationComparisonRow).GetProperties().Select(p => p.Name),
    ]);

    // Columns that show what a run did, not what was requested: a diverged run, and one with a patience, has fewer epochs
    // and steps than the other runs of its condition.
    private static readonly IReadOnlyList<string> Progress =
        [nameof(TrainingRecipe.Epochs), nameof(TrainingRecipe.Steps)];

    /// <summary>
    /// Returns whether a column shows how far a run got, which for a diverged run is not what was requested.
    /// </summary>
    public static bool IsProgress(string column) => Progress.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Returns the known columns whose values vary. If the length of the runs was given in steps, the epochs are
    /// fractions that follow from the steps, and are left out.
    /// </summary>
    public static IReadOnlyList<string> Varying(IReadOnlyList<ResultRow> results)
    {
        string[] varying = [.. Known.Where(c => results.Where(r => !IsProgress(c) || !ComparedRun.ChoosesSteps(r))
            .Select(r => ConditionValue.Read(r, c)).Distinct().Skip(1).Any())];
        bool areFractions = results.Any(r => r.Has(nameof(TrainingRecipe.Steps)) && !ComparedRun.ChoosesSteps(r)
            && ConditionValue.Read(r, nameof(TrainingRecipe.Epochs)) is double);
        return areFractions && varying.Length > 1
            ? [.. varying.Where(c => c != nameof(TrainingRecipe.Epochs))]
            : varying;
    }

    /// <summary>
    /// Returns the settings that runs share, of the known columns that do not define a condition: their common value,
    /// or null where they differ.
    /// </summary>
    /// <param name="runs">The runs.</param>
    /// <param name="columns">The columns, in the order of the values.</param>
    public static IReadOnlyList<KeyValuePair<string, object?>> Shared(
        IEnumerable<ResultRow> runs, IReadOnlyList<string> columns)
    {
        return new DelimitedList<KeyValuePair<string, object?>>(columns.Select(c => KeyValuePair.Create(c, Common(c))));

        object? Common(string column)
        {
            object?[] values = [.. runs.Where(r => !IsProgress(column) || !ComparedRun.ChoosesSteps(r))
                .Select(r => ConditionValue.Read(r, column)).Distinct().Take(2)];
            return values.Length == 1 ? values[0] : null;
        }
    }

    /// <summary>
    /// Returns the columns that define the conditions if the caller names none: the known columns that vary, except for
    /// those that would leave an activation with nothing to compare with. For example, if each activation has its own
    /// learning rate, the learning rate does not define conditions; it is a second difference.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="metric">The column to compare, which does not define conditions.</param>
    /// <param name="allowed">Settings in which the runs of a pair may differ.</param>
    public static IReadOnlyList<string> Automatic(
        IReadOnlyList<ResultRow> results, string metric, IReadOnlyList<string> allowed)
    {
        HashSet<string> left = SettingGuard.WithFollowing(allowed);
        string[] columns = [.. Varying(results).Where(c => c != metric && !left.Contains(c))];
        (int Activations, int Groups) compared = Compared(columns) ?? default;
        for (int more = columns.Length; more > 0; more--)
        {
            (string[] Columns, (int Activations, int Groups)? Compared)[] fewer =
                [.. columns.Select(c => columns.Where(o => o != c).ToArray()).Select(f => (f, Compared(f)))];
            if (fewer.MaxBy(f => f.Compared) is not (string[] best, { } higher)
                || higher.Activations <= compared.Activations)
                break;
            (columns, compared) = (best, higher);
        }
        return columns;

        // Returns how many activations share a condition with another one, and in how many groups; null if two runs of
        // a condition would have the same activation and seed.
        (int Activations, int Groups)? Compared(IReadOnlyList<string> by)
        {
            Condition[] conditions = Of(results, by);
            HashSet<(Condition, string, string)> runs = [];
            for (int i = 0; i < results.Count; i++)
                if (!ComparedRun.IsStoppedOrFailed(results[i]) && !runs.Add(Key(conditions[i], results[i])))
                    return null;
            string[] groups =
            [
                .. runs.GroupBy(r => r.Item1, r => r.Item2).Select(g => g.Distinct().ToArray())
                    .Where(g => g.Length > 1).SelectMany(g => g),
            ];
            return (groups.Distinct().Count(), groups.Length);
        }
    }

    /// <summary>Finds columns by name and returns the names as the results write them.</summary>
    /// <param name="names">The names, case-blind.</param>
    /// <param name="results">The results.</param>
    /// <param name="purpose">The purpose of the columns, for the error message.</param>
    /// <exception cref="SwishException">The results have no such column (UnknownColumn).</exception>
    public static IReadOnlyList<string> ResolveColumns(
        IReadOnlyList<string> names, IReadOnlyList<ResultRow> results, string purpose)
    {
        string[] columns = [.. results.SelectMany(r => r.Columns).Distinct(StringComparer.OrdinalIgnoreCase)];
        return [.. names.Select(Find).Distinct()];

        string Find(string name) =>
            columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SwishException("UnknownColumn", ErrorKind.NotFound,
                $"The results have no column '{name}' {purpose}. They have {string.Join(", ", columns)}.", name);
    }

    /// <summary>Finds the columns to group by and returns their names as the results write them.</summary>
    /// <exception cref="SwishException">
    /// The results have no such column (UnknownColumn), or it is not a setting (InvalidGroupBy).
    /// </exception>
    public static IReadOnlyList<string> Grouping(
        IReadOnlyList<string> names, IReadOnlyList<ResultRow> results, string metric)
    {
        if (NoSetting(names, metric) is { } wrong)
            throw new SwishException("InvalidGroupBy", ErrorKind.InvalidArgument,
                $"'{wrong}' cannot make a condition: it is not a setting that runs share but what pairs them, what "
                + "came of them, or a column of the comparison itself. Group by settings, such as Depth or BatchSize.",
                wrong);
        return ResolveColumns(names, results, "to group by");
    }

    /// <summary>Finds the columns of settings to choose for each activation.</summary>
    /// <exception cref="SwishException">
    /// The results have no such column (UnknownColumn), or it is not a setting (InvalidAtBest).
    /// </exception>
    public static IReadOnlyList<string> Tuned(
        IReadOnlyList<string> names, IReadOnlyList<ResultRow> results, string metric)
    {
        if (NoSetting(names, metric) is { } wrong)
            throw new SwishException("InvalidAtBest", ErrorKind.InvalidArgument,
                $"'{wrong}' is not a setting of which each activation could have its best value. Choose a setting that "
                + "was swept, such as LearningRate.", wrong);
        return ResolveColumns(names, results, "to choose the best value of");
    }

    private static string? NoSetting(IReadOnlyList<string> names, string metric) => names.FirstOrDefault(n =>
        NotSettings.Contains(n) || n.Equals(metric, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Returns the condition of each result. A run that ended early is assigned to the condition of completed runs, see
    /// <see cref="EarlyRunConditions"/>.
    /// </summary>
    public static Condition[] Of(IReadOnlyList<ResultRow> results, IReadOnlyList<string> columns)
    {
        Condition[] conditions =
            [.. results.Select(r => new Condition(columns, columns.Select(c => ConditionValue.Read(r, c))))];
        string[] progress = [.. Progress.Where(p => columns.Contains(p, StringComparer.OrdinalIgnoreCase))];
        if (progress.Length > 0) EarlyRunConditions.Replace(results, conditions, progress);
        return conditions;
    }

    private static (Condition, string, string) Key(Condition condition, ResultRow result) =>
        (condition, result.Text("Activation").ToUpperInvariant(), ComparedRun.SeedKey(result));
}
