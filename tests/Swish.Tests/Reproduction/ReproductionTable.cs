using System.Globalization;
using System.Text.Json;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.ResultLogs;

namespace Swish.Tests.Reproduction;

/// <summary>A table of docs/reproduction, computed from the result logs by the library alone.</summary>
internal sealed class ReproductionTable
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNameCaseInsensitive = true };

    private ReproductionTable(string name, TableDefinition definition)
    {
        Name = name;
        Definition = definition;
        Runs = [.. definition.Logs.SelectMany(l => ResultLogReader.Read(ReproductionFiles.Log(l)))
            .Where(e => definition.Activations.Contains(e.Result.Activation))
            .OrderBy(e => definition.Activations.IndexOf(e.Result.Activation)).ThenBy(e => e.Result.Seed)];
        ActivationComparison comparison = ActivationComparison.Compare(
            [.. Runs.Select(e => ResultRow.From(e.Result))],
            new() { GroupBy = definition.GroupBy, Baselines = [definition.Baseline], Metric = definition.Metric });
        Rows = [.. comparison.Rows.Select(Flatten)];
    }

    /// <summary>All tables by name.</summary>
    public static IReadOnlyDictionary<string, ReproductionTable> All { get; } =
        JsonSerializer.Deserialize<Dictionary<string, TableDefinition>>(ReproductionFiles.TableDefinitions, Names)!
            .ToDictionary(p => p.Key, p => new ReproductionTable(p.Key, p.Value));

    public string Name { get; }

    public TableDefinition Definition { get; }

    /// <summary>The runs behind the table.</summary>
    public IReadOnlyList<ResultLogEntry> Runs { get; }

    /// <summary>The rows, with every value as the text that a CSV file has.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; }

    /// <summary>The columns of the condition, without that of the learning rate.</summary>
    public IEnumerable<string> OtherColumns => Definition.GroupBy.Where(c => c != "LearningRate");

    /// <summary>The rows that have, in each column of the filter, one of the values that it gives with commas between.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Filter(
        IEnumerable<IReadOnlyDictionary<string, string>> rows, IEnumerable<(string Column, string Value)> filter) =>
        [.. rows.Where(r => filter.All(f => f.Value.Split(',').Contains(r[f.Column])))];

    /// <summary>The row of the baseline under a row's condition.</summary>
    public IReadOnlyDictionary<string, string> BaselineOf(IReadOnlyDictionary<string, string> row) =>
        Rows.Single(r => r["Activation"] == row["Baseline"] && Definition.GroupBy.All(c => r[c] == row[c]));

    /// <summary>
    /// Of a table over learning rates: each activation's rate of the highest mean in each condition, of equals the lower.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> BestRates() =>
    [
        .. Rows.GroupBy(r => string.Join('\n', OtherColumns.Prepend("Activation").Select(c => r[c])))
            .Select(g => g.OrderByDescending(r => Number(r["Mean"])).ThenBy(r => Number(r["LearningRate"])).First()),
    ];

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Flatten(ActivationComparisonRow row)
    {
        Dictionary<string, string> flat = row.Condition.ToDictionary(c => c.Key, c => Text(c.Value));
        foreach (System.Reflection.PropertyInfo property in row.GetType().GetProperties())
            if (property.Name != nameof(row.Condition) && property.Name != "EqualityContract")
                flat.Add(property.Name, Text(property.GetValue(row)));
        return flat;
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
