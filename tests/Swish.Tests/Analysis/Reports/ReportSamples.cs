using System.Globalization;
using System.Text;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Analysis.Reports;
using Swish.Recipes;
using Swish.Tests.Recipes;
using Swish.Training;

namespace Swish.Tests.Analysis.Reports;

/// <summary>Runs, comparisons and pages for the tests of reports.</summary>
internal static class ReportSamples
{
    /// <summary>Runs of activations under depths, with learning curves of the given number of points.</summary>
    public static IReadOnlyList<TrainingResult> Results(
        IReadOnlyList<string> activations, IReadOnlyList<int> depths, int seeds, int points = 5) =>
    [
        .. from activation in activations
           from depth in depths
           from seed in Enumerable.Range(1, seeds)
           select Result(
               new() { Activation = Swish.Activations.ActivationCatalog.Parse(activation), Seed = seed,
                   HiddenLayers = HiddenLayerList.Uniform(depth, 64), Epochs = 2 }, points),
    ];

    /// <summary>The rows of results, and those of their comparison in the form of Compare-Activation.</summary>
    public static ReportContent Content(IReadOnlyList<TrainingResult> results)
    {
        ResultRow[] runs = [.. results.Select(ResultRow.From)];
        return new()
        {
            Runs = runs,
            Results = results,
            Comparison = [.. ActivationComparison.Compare(runs, new()).Rows.Select(Flat)],
        };
    }

    /// <summary>The page as text.</summary>
    public static string Page(ReportContent content) => Encoding.UTF8.GetString(ReportPage.Make(content));

    /// <summary>A row of a comparison of Swish with ReLU, with a verdict.</summary>
    public static ResultRow Compared(string verdict, params (string Name, object? Value)[] others) => new(
    [
        .. others.Where(o => o.Name == "Depth").Select(o => KeyValuePair.Create(o.Name, o.Value)),
        new("Activation", "Swish"), new("Baseline", "ReLU"), new("Runs", 8), new("Mean", 0.975), new("Pairs", 8),
        new("Difference", 0.002), new("DifferenceLower", 0.001), new("DifferenceUpper", 0.003),
        new("AdjustedPValue", 0.0123), new("Verdict", verdict), new("Metric", "TestAccuracy"),
        new("Note", others.FirstOrDefault(o => o.Name == "Note").Value), new("AtBest", ""),
        .. others.Where(o => o.Name is not ("Depth" or "Note")).Select(o => KeyValuePair.Create(o.Name, o.Value)),
    ]);

    private static TrainingResult Result(TrainingRecipe recipe, int points)
    {
        TrainingResult failed = TrainingResult.CreateFailed(recipe, RecipeSamples.Blank());
        double ahead = recipe.Activation.Label == "Swish" ? 0.002 : 0;
        return (failed with
        {
            RunStatus = RunStatus.Completed,
            TestAccuracy = 0.97 + ahead + (0.0001 * (recipe.Seed * 7 % 10)),
            ValidationAccuracy = 0.97,
            ChanceAccuracy = 0.1,
            TestCount = 10_000,
            Epochs = 2,
            Steps = 858,
            WeightHash = string.Create(CultureInfo.InvariantCulture, $"{recipe.Seed:x32}"),
        }).WithHistory([.. Enumerable.Range(1, points).Select(i => new TrainingPoint(
            10 * i, 0.1 * i, 0.001, 1.0 / i, 1.1 / i, 1 - (0.5 / (i + recipe.Seed))))]);
    }

    private static ResultRow Flat(ActivationComparisonRow row) => new(
    [
        .. row.Condition,
        .. typeof(ActivationComparisonRow).GetProperties().Where(p => p.Name is not ("Condition" or "Settings"))
            .Select(p => KeyValuePair.Create(p.Name, p.GetValue(row))),
        .. row.Settings,
    ]);
}
