using System.Management.Automation;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Module.Base;
using Swish.Module.Completion;
using Swish.Module.Parameters;
using Swish.Module.Pipeline;

namespace Swish.Module.Commands;

/// <summary>Compares activations with a baseline, condition by condition, over runs that share their seeds.</summary>
[Cmdlet(VerbsData.Compare, "Activation")]
[OutputType(typeof(ActivationComparisonRow), typeof(ActivationComparisonSummary))]
public sealed class CompareActivationCommand : SwishCommand
{
    private readonly List<ResultRow> _results = [];

    /// <summary>Results: live, from Import-TrainingResult or Import-Csv, or from another process.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>
    /// Gets or sets the activations to compare with, each in turn; ReLU where there is one, else the first.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    public string[] Baseline { get; set; } = [];

    /// <summary>Gets or sets the numeric column to compare.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MetricCompleter))]
    public string Metric { get; set; } = "TestAccuracy";

    /// <summary>Gets or sets the columns that make a condition; those that vary where it is not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConditionColumnCompleter))]
    public string[]? GroupBy { get; set; }

    /// <summary>
    /// Gets or sets the largest difference that does not matter; 0.001 of an accuracy, 0 of another metric.
    /// </summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The margin", AtLeast = 0)]
    [NumberCompletion(0.001, 0.002, 0.005)]
    public double? Margin { get; set; }

    /// <summary>Says that lower is better in a metric whose name does not tell.</summary>
    [Parameter]
    public SwitchParameter LowerIsBetter { get; set; }

    /// <summary>
    /// Gets or sets the tests over which p-values are adjusted: all of the call, those of each condition, or none.
    /// </summary>
    [Parameter]
    public ComparisonFamily Family { get; set; } = ComparisonFamily.Call;

    /// <summary>Gets or sets settings in which runs that are compared may differ.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConditionColumnCompleter))]
    public string[] AllowDifference { get; set; } = [];

    /// <summary>Gives counts over all conditions instead of a row for each.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void Process() => _results.AddRange(InputObject.Select(ResultRows.Read));

    /// <inheritdoc/>
    protected override void End()
    {
        ActivationComparison comparison = ActivationComparison.Compare(
            _results,
            new()
            {
                Baselines = Baseline,
                Metric = Metric,
                LowerIsBetter = LowerIsBetter,
                GroupBy = GroupBy,
                AllowDifference = AllowDifference,
                Family = Family,
                Margin = Margin,
            });
        foreach (string warning in comparison.Warnings) WriteWarning(warning);
        if (Summary)
            WriteObject(comparison.Summarize(), enumerateCollection: true);
        else
            WriteObject(comparison.Rows.Select(ComparisonRows.Flatten), enumerateCollection: true);
    }
}
