using System.Globalization;
using Swish.Analysis;

namespace Swish.Tests.Analysis.Comparisons;

/// <summary>Results of runs that never were, written as short as a test needs them.</summary>
internal static class Runs
{
    /// <summary>A run with a test accuracy and whatever other columns matter.</summary>
    public static ResultRow Run(
        string activation, int seed, double accuracy, params (string Name, object? Value)[] others) =>
        new([
            .. others.Select(o => KeyValuePair.Create(o.Name, o.Value)),
            new("Activation", activation),
            new("Seed", seed),
            new("Status", "Completed"),
            new("TestAccuracy", accuracy),
            new("TrainLoss", 0.05),
            new("Dataset", "MNIST"),
            new("Setting", "5e77a9c0b1d2f304"),
        ]);

    /// <summary>Runs with seeds 1, 2, … of the given accuracies.</summary>
    public static IEnumerable<ResultRow> Series(
        string activation, double[] accuracies, params (string Name, object? Value)[] others) =>
        accuracies.Select((a, i) => Run(activation, i + 1, a, others));

    /// <summary>A row with exactly these columns.</summary>
    public static ResultRow Row(params (string Name, object? Value)[] columns) =>
        new(columns.Select(c => KeyValuePair.Create(c.Name, c.Value)));

    /// <summary>The same row as a CSV file gives it, written in a culture.</summary>
    public static ResultRow AsText(ResultRow row, CultureInfo culture) =>
        new(row.Columns.Select(c => KeyValuePair.Create(c, (object?)Convert.ToString(row[c], culture))));
}
