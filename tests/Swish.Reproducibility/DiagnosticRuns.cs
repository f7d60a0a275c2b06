using System.Globalization;
using Swish.Training;
using Swish.Training.Diagnostics;

namespace Swish.Reproducibility;

/// <summary>What is seen of the layers of every fifth golden run, to the last bit.</summary>
public static class DiagnosticRuns
{
    /// <summary>Does them.</summary>
    /// <param name="options">What must change nothing.</param>
    /// <returns>A line a layer and evaluation.</returns>
    public static IReadOnlyList<string> Do(TrainingOptions options) =>
    [
        .. from run in GoldenRuns.All.Where((_, i) => i % 5 == 0)
           from layer in Trainer.Run(run.Recipe with { Diagnostic = true }, run.Dataset, options).GetDiagnostics()
           select $"{run.Name}: {Line(layer)}",
    ];

    private static string Line(LayerDiagnostic layer)
    {
        IEnumerable<double> figures =
        [
            layer.Step, layer.Layer, layer.Mean, layer.StandardDeviation, layer.DeadShare, layer.GradientNorm,
            layer.WeightNorm, .. layer.LearnableParameters.SelectMany(c => (double[])[c.Mean, c.Minimum, c.Maximum]),
        ];
        return string.Join(' ', figures.Select(f => f.ToString("R", CultureInfo.InvariantCulture)));
    }
}
