using System.Management.Automation.Language;
using Swish.Analysis.Comparisons;

namespace Swish.Module.Completion;

/// <summary>Completes the usual metrics, then other numeric columns of the results.</summary>
public sealed class MetricCompleter : NameCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<NameChoice> Choices(string word, CommandAst command) =>
        ComparisonOptions.KnownMetrics
            .Concat(PipelineRows.Columns(command).Where(c => c.IsNumber && c.Name is not ("Seed" or "SplitSeed")).Select(c => c.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => new NameChoice(name, Tooltip(name)));

    private static string Tooltip(string name) => name switch
    {
        "TestAccuracy" => "The share of test images correctly classified; higher is better",
        "R2" => "The share of the variance of the label that is predicted; higher is better",
        "RMSE" => "The root of the mean squared error; lower is better",
        "MAE" => "The mean absolute error; lower is better",
        "ValidationAccuracy" => "The share of validation images correctly classified; higher is better",
        "TestLoss" => "Mean cross-entropy over the test set; lower is better",
        "TrainLoss" => "Mean cross-entropy at the end of training; lower is better",
        "Seconds" => "Wall time of the run; lower is better",
        "SamplesPerSecond" => "Training examples a second; higher is better",
        _ => name,
    };
}
