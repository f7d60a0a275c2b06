using System.Globalization;
using MathNet.Numerics.Statistics;
using Swish.ResultLogs;
using Swish.Training.Diagnostics;

namespace Swish.Tests.Reproduction;

/// <summary>What the diagnostics of runs say, as docs/reproduction tells it; computed from the result logs.</summary>
internal static class LayerTable
{
    /// <summary>The first and the last layer before and after training.</summary>
    public const string Layers = "layers";

    /// <summary>Where learnable parameters ended.</summary>
    public const string Trained = "trained";

    /// <summary>The rows of a table, with every value as the text that a CSV file has.</summary>
    /// <param name="table">One of the names above.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string table)
    {
        TrainingDiagnostic[] points =
            [.. ResultLogReader.Read(ReproductionFiles.Log(table)).SelectMany(e => TrainingDiagnostic.Of(e.Result))];
        return table == Layers ? [.. LayerRows(points)] : [.. ConstantRows(points)];
    }

    private static IEnumerable<Dictionary<string, string>> LayerRows(IEnumerable<TrainingDiagnostic> points) =>
        from point in points
        orderby point.Depth, point.Activation, point.Step
        group point by (point.Depth, point.Activation, point.Step) into seen
        let first = seen.Where(p => p.Layer == 1)
        let last = seen.Where(p => p.Layer == p.Depth)
        select new Dictionary<string, string>
        {
            ["Depth"] = Text(seen.Key.Depth),
            ["Activation"] = seen.Key.Activation,
            ["Step"] = Text(seen.Key.Step),
            ["DeviationFirst"] = Text(first.Select(p => p.StandardDeviation).Median()),
            ["DeviationLast"] = Text(last.Select(p => p.StandardDeviation).Median()),
            ["GradientFirst"] = Text(first.Select(p => p.GradientNorm).Median()),
            ["GradientLast"] = Text(last.Select(p => p.GradientNorm).Median()),
            ["DeadShare"] = Text(seen.GroupBy(p => p.Seed).Select(g => g.Max(p => p.DeadShare)).Median()),
        };

    private static IEnumerable<Dictionary<string, string>> ConstantRows(IEnumerable<TrainingDiagnostic> points) =>
        from point in points
        where point.Step > 0
        orderby point.Activation, point.Layer
        group point by (point.Activation, point.Layer) into seen
        select new Dictionary<string, string>
        {
            ["Activation"] = seen.Key.Activation,
            ["Layer"] = Text(seen.Key.Layer),
            ["Runs"] = Text(seen.Count()),
            ["BetaMedian"] = Text(seen.Select(p => p.ConstantMean!.Value).Median()),
            ["BetaMinimum"] = Text(seen.Min(p => p.ConstantMinimum!.Value)),
            ["BetaMaximum"] = Text(seen.Max(p => p.ConstantMaximum!.Value)),
        };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
