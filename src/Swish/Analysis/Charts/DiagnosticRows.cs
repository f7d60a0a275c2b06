namespace Swish.Analysis.Charts;

/// <summary>Selects the rows of layer diagnostics for a chart.</summary>
internal static class DiagnosticRows
{
    /// <summary>The columns that can be plotted.</summary>
    public static readonly IReadOnlyList<string> Metrics =
    [
        "Mean", "StandardDeviation", "DeadShare", "GradientNorm", "WeightNorm", "ConstantMean", "ConstantMinimum",
        "ConstantMaximum",
    ];

    /// <summary>Returns whether a row is a layer diagnostic.</summary>
    public static bool IsLayerDiagnostic(ResultRow row) =>
        row.Has("Layer") && row.Has("Step") && row.Has("GradientNorm");

    /// <summary>Returns the rows of each run's last step.</summary>
    public static IReadOnlyList<ResultRow> SelectLastStep(IReadOnlyList<ResultRow> rows)
    {
        Dictionary<string, double> last = rows.GroupBy(GetRunId).ToDictionary(run => run.Key, run => run.Max(Step));
        return [.. rows.Where(r => Step(r) == last[GetRunId(r)])];
    }

    /// <summary>
    /// Selects one row per layer. An activation with several learnable parameters has a row for each parameter: if the
    /// parameters are plotted, all rows are kept, with the parameter in the activation's name; otherwise one row is
    /// kept.
    /// </summary>
    public static IReadOnlyList<ResultRow> OnePerLayer(IReadOnlyList<ResultRow> rows, IReadOnlyList<string> y)
    {
        ILookup<(string, double, string), ResultRow> layers =
            rows.ToLookup(r => (GetRunId(r), Step(r), r.Text("Layer")));
        if (layers.All(l => l.Skip(1).All(r => r.Text("Constant") == l.First().Text("Constant")))) return rows;
        return y.Any(c => c.StartsWith("Constant", StringComparison.OrdinalIgnoreCase))
            ? [.. rows.Select(NameConstant)]
            : [.. layers.SelectMany(l => l.Where(r => r.Text("Constant") == l.First().Text("Constant")))];
    }

    /// <summary>Returns steps done.</summary>
    public static double Step(ResultRow row) => row.Number("Step");

    private static string GetRunId(ResultRow row) => row.Text("RunId");

    private static ResultRow NameConstant(ResultRow row) =>
        row.With("Activation", $"{row.Text("Activation")}, {row.Text("Constant")}");
}
