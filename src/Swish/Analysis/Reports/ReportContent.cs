using Swish.Training;

namespace Swish.Analysis.Reports;

/// <summary>Contains what a report shows. Everything is optional except that there is a run or a comparison.</summary>
public sealed record ReportContent
{
    /// <summary>Gets the title; null for one that names the activations.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the question that the report answers; null for one from the data.</summary>
    public string? Question { get; init; }

    /// <summary>Gets the runs, as rows with the columns of a <see cref="TrainingResult"/>.</summary>
    public IReadOnlyList<ResultRow> Runs { get; init; } = [];

    /// <summary>
    /// Gets the rows of a comparison, in the form that Compare-Activation returns: the columns of the condition, then
    /// those of <see cref="Comparisons.ActivationComparisonRow"/>.
    /// </summary>
    public IReadOnlyList<ResultRow> Comparison { get; init; } = [];

    /// <summary>Gets those of the runs that have their learning curves.</summary>
    public IReadOnlyList<TrainingResult> Results { get; init; } = [];

    /// <summary>Gets the tests of networks that were kept.</summary>
    public IReadOnlyList<NetworkReport> Networks { get; init; } = [];

    /// <summary>Gets the machines that the runs were trained on, as far as logs name them.</summary>
    public IReadOnlyList<MachineInfo> Machines { get; init; } = [];

    /// <summary>Gets the commands that train the runs again.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>Gets what to do about verdicts that are unclear; null if nothing is known.</summary>
    public string? NextStep { get; init; }

    /// <summary>Gets remarks on the data, such as what the comparison leaves out.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
