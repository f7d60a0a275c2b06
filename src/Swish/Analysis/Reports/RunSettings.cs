using System.Globalization;
using Swish.Analysis.Charts;
using Swish.Analysis.Comparisons;
using Swish.Recipes;

namespace Swish.Analysis.Reports;

/// <summary>Collects the settings of the runs of a report.</summary>
/// <param name="runs">The runs.</param>
internal sealed class RunSettings(IReadOnlyList<ResultRow> runs)
{
    private const int MaxValues = 20;

    /// <summary>Gets the names of the activations, in the order of the runs.</summary>
    public IReadOnlyList<string> Activations { get; } =
        [.. runs.Select(r => r.Text("Activation")).Where(a => a.Length > 0).Distinct()];

    /// <summary>Gets the seeds as ranges.</summary>
    public string Seeds
    {
        get
        {
            double[] seeds = [.. runs.Select(r => ReadNumber(r, "Seed")).Where(double.IsFinite).Distinct()];
            return seeds.All(s => s == Math.Floor(s) && Math.Abs(s) < long.MaxValue)
                ? ReportNumber.Ranges(seeds.Select(s => (long)s))
                : string.Join(", ", seeds.Order().Select(ReportNumber.General));
        }
    }

    /// <summary>Gets the number of different seeds.</summary>
    public int SeedCount { get; } = runs.Select(ComparedRun.SeedKey).Distinct().Count();

    /// <summary>Returns the values of a column in order, as text; empty if no run has one.</summary>
    /// <param name="column">The column.</param>
    public IReadOnlyList<string> Values(string column) =>
    [
        .. runs.Where(r => !ConditionColumns.IsProgress(column) || !ComparedRun.ChoosesSteps(r))
            .Select(r => ConditionValue.Read(r, column)).Where(v => v is not null).Distinct()
            .Order(Comparer<object?>.Create((a, b) => ConditionValue.Compare(column, a, b)))
            .Select(ConditionValue.Text),
    ];

    /// <summary>Returns the values of a column as text: <c>0.01, 0.1 and 1</c>.</summary>
    /// <param name="column">The column.</param>
    public string Joined(string column) => Join(Values(column));

    /// <summary>Returns the rows of a table of all settings.</summary>
    public IEnumerable<object?[]> Rows()
    {
        if (Activations.Count > 0) yield return ["Activation", string.Join(", ", Activations)];
        foreach (string column in ConditionColumns.Known)
        {
            IReadOnlyList<string> values = Values(column);
            if (values.Count == 0 || FollowsFromOthers(column, values)) continue;
            yield return
            [
                ColumnLabel.Get(column),
                string.Join(", ", values.Take(MaxValues)) + (values.Count > MaxValues
                    ? string.Create(CultureInfo.InvariantCulture, $", … ({values.Count} values)") : ""),
            ];
        }
        if (SeedCount > 0 && Seeds.Length > 0) yield return ["Seed", Seeds];
        if (Values(nameof(RunIdentity.SplitSeed)) is { Count: > 0 } splits)
            yield return ["Seed of the split", string.Join(", ", splits)];
    }

    /// <summary>Returns whether a column follows from others: the shape of the layers, and epochs that are fractions.</summary>
    private bool FollowsFromOthers(string column, IReadOnlyList<string> values) => column switch
    {
        nameof(RunIdentity.Depth) or nameof(RunIdentity.Width) => Values(nameof(RunIdentity.HiddenLayers)).Count
            + Values(nameof(RunIdentity.Network)).Count > 0,
        nameof(TrainingRecipe.Epochs) => values.Any(v => v.Contains('.', StringComparison.Ordinal))
            && Values(nameof(TrainingRecipe.Steps)).Count > 0,
        _ => false,
    };

    /// <summary>Joins words with commas and a last and.</summary>
    public static string Join(IReadOnlyList<string> words) => words.Count <= 1
        ? string.Concat(words)
        : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";

    /// <summary>Reads a number; NaN for a text that is none.</summary>
    public static double ReadNumber(ResultRow row, string column) =>
        ResultRow.TryReadNumber(row[column], out double number) ? number : double.NaN;
}
