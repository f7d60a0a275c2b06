using System.Globalization;

namespace Swish.Analysis.Reports;

/// <summary>Chooses the networks whose errors a report shows.</summary>
public static class NetworkChoice
{
    /// <summary>The largest number of networks.</summary>
    public const int MaxNetworks = 4;

    /// <summary>
    /// Chooses one network for each activation under the first condition: that of the run with the median value of the
    /// metric, which is neither the luckiest nor the unluckiest one.
    /// </summary>
    /// <param name="runs">The runs whose networks were kept.</param>
    /// <param name="comparison">The rows of a comparison; may be empty.</param>
    /// <returns>The index of each chosen run, and a text that says which one it is.</returns>
    public static IReadOnlyList<(int Index, string Caption)> Choose(
        IReadOnlyList<ResultRow> runs, IReadOnlyList<ResultRow> comparison)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(comparison);
        if (runs.Count == 0) return [];
        ComparedPairs pairs = new(comparison);
        string metric = runs.Any(r => double.IsFinite(RunSettings.ReadNumber(r, "TestAccuracy"))) ? "TestAccuracy" : "R2";
        string? first = pairs.Rows.Select(pairs.Condition).FirstOrDefault(
            condition => runs.Any(r => pairs.Rows.Any(row => pairs.Condition(row) == condition && pairs.Includes(row, r))));
        int[] candidates =
        [
            .. Enumerable.Range(0, runs.Count).Where(i => first is null
                ? runs[i].Text("Setting") == runs[0].Text("Setting")
                : pairs.Rows.Any(row => pairs.Condition(row) == first && pairs.Includes(row, runs[i]))),
        ];
        return
        [
            .. candidates.GroupBy(i => runs[i].Text("Activation")).Take(MaxNetworks).Select(group =>
            {
                int[] ordered = [.. group.OrderBy(i => RunSettings.ReadNumber(runs[i], metric))];
                int index = ordered[(ordered.Length - 1) / 2];
                string which = ordered.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture,
                    $", the median of {ordered.Length} networks");
                string layers = runs[index].Text("HiddenLayers");
                string shape = layers.Length > 0 ? $"hidden layers {layers}" : runs[index].Text("Network");
                return (index, $"{group.Key}, {shape}, seed "
                    + $"{runs[index].Text("Seed")}{which}");
            }),
        ];
    }
}
