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

    /// <summary>
    /// Gets or sets the results returned by Invoke-SwishTraining, Import-TrainingResult or Import-Csv; deserialized
    /// objects are accepted too.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>
    /// Gets or sets the activations to compare with, by name or formula. By default it is ReLU, or if there is no
    /// ReLU the first in the order of Get-Activation.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BaselineCompleter))]
    public string[] Baseline { get; set; } = [];

    /// <summary>
    /// Gets or sets the numeric column to compare. By default it is TestAccuracy, or R2 for runs that predict numbers.
    /// </summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MetricCompleter))]
    public string? Metric { get; set; }

    /// <summary>
    /// Gets or sets the columns that define a condition. By default these are the known columns that vary.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ConditionColumnCompleter))]
    public string[]? GroupBy { get; set; }

    /// <summary>
    /// Gets or sets the largest difference that does not matter. By default it is 0.001 for an accuracy and 0 for other
    /// metrics.
    /// </summary>
    [Parameter]
    [NumberArgument]
    [ValidateNumber("The margin", AtLeast = 0)]
    [NumberCompletion(0.001, 0.002, 0.005)]
    public double? Margin { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether lower is better, for a metric whose name does not show it.
    /// </summary>
    [Parameter]
    public SwitchParameter LowerIsBetter { get; set; }

    /// <summary>
    /// Gets or sets the family of tests over which p-values are adjusted: all tests of the call, those of each
    /// condition, or none.
    /// </summary>
    [Parameter]
    [ChoiceArgument(typeof(ComparisonFamily), nameof(Family))]
    [ChoiceCompletion(typeof(ComparisonFamily))]
    public string Family { get; set; } = nameof(ComparisonFamily.Call);

    /// <summary>Gets or sets the settings in which the runs of a pair may differ.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AllowedDifferenceCompleter))]
    public string[] AllowDifference { get; set; } = [];

    /// <summary>
    /// Gets or sets the settings of which each activation has the value that is best for it, such as LearningRate,
    /// chosen on the validation set.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BestSettingCompleter))]
    public string[] AtBest { get; set; } = [];

    /// <summary>
    /// Gets or sets a value indicating whether to return counts over all conditions instead of one row per condition.
    /// </summary>
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
                // PowerShell passes a script block as its text.
                Baselines = [.. Baseline.Select(b => ScriptBlockActivation.IsScript(b)
                    ? ScriptBlockActivation.Read(b).ToString() : b)],
                Metric = Metric ?? ComparisonOptions.DefaultMetric(_results),
                LowerIsBetter = LowerIsBetter,
                GroupBy = GroupBy,
                AllowDifference = AllowDifference,
                AtBest = AtBest,
                Family = Enum.Parse<ComparisonFamily>(Family),
                Margin = Margin,
                Stop = StopToken,
            });
        foreach (string warning in comparison.Warnings) WriteWarning(warning);
        if (Summary)
            WriteObject(comparison.Summarize(), enumerateCollection: true);
        else
            WriteObject(comparison.Rows.Select(ComparisonRows.Flatten), enumerateCollection: true);
    }
}
