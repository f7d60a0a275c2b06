using Swish.Activations;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Analysis.Curves;
using Swish.Tests.Analysis.Comparisons;

namespace Swish.Tests.Analysis.Charts;

/// <summary>Rows of each kind that a chart can be made of.</summary>
internal static class ChartRows
{
    private static readonly string[] ActivationNames = ["ReLU", "Swish", "ELU"];

    public static IReadOnlyList<ResultRow> Curves(params string[] activations) =>
    [
        .. from name in activations
           from point in ActivationCurve.Points(ActivationCatalog.Parse(name), -5, 5, 101)
           select Row(("Activation", name), ("X", point.X), ("Value", point.Value),
               ("FirstDerivative", point.FirstDerivative), ("SecondDerivative", point.SecondDerivative)),
    ];

    /// <summary>Three seeds at each place: the middle one is the median, the others 0.01 below and above.</summary>
    public static IReadOnlyList<ResultRow> Sweep(string column, double[] places, params string[] activations) =>
    [
        .. from activation in activations
           from place in places
           from seed in Enumerable.Range(1, 3)
           select Runs.Run(activation, seed, Median(activation, place) + 0.01 * (seed - 2), (column, place)),
    ];

    public static double Median(string activation, double place) => 0.9 - 0.00001 * place - 0.001 * activation.Length;

    public static IReadOnlyList<ResultRow> History(params string[] activations) =>
    [
        .. from activation in activations
           from step in Enumerable.Range(1, 40)
           select Row(("Activation", activation), ("Seed", 1), ("Step", 100 * step), ("Epoch", step / 5.0),
               ("TrainLoss", 2.3 / step), ("ValidationAccuracy", 1 - 0.5 / step)),
    ];

    /// <summary>A comparison of six seeds with ReLU.</summary>
    public static IReadOnlyList<ResultRow> Comparison(params double[] depths) => Compared(
    [
        .. from activation in ActivationNames
           from depth in depths
           from seed in Enumerable.Range(1, 6)
           select Runs.Run(activation, seed, Median(activation, depth) + 0.01 * (seed - 2), ("Depth", depth)),
    ]);

    /// <summary>The rows of a comparison as the cmdlet gives them out.</summary>
    public static IReadOnlyList<ResultRow> Compared(IReadOnlyList<ResultRow> runs) =>
    [
        .. ActivationComparison.Compare(runs, new()).Rows.Select(r => Row(
        [
            .. r.Condition.Select(c => (c.Key, c.Value)), ("Activation", r.Activation), ("Baseline", r.Baseline),
            ("Difference", r.Difference), ("DifferenceLower", r.DifferenceLower),
            ("DifferenceUpper", r.DifferenceUpper), ("Pairs", r.Pairs), ("SurvivorPairs", r.SurvivorPairs),
            ("SurvivorDifference", r.SurvivorDifference), ("Metric", r.Metric),
        ])),
    ];

    public static ResultRow Row(params (string Name, object? Value)[] columns) =>
        new(columns.Select(c => KeyValuePair.Create(c.Name, c.Value)));
}
