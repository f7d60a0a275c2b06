namespace Swish.Analysis.Comparisons;

/// <summary>What a comparison compares, and against what.</summary>
public sealed record ComparisonOptions
{
    /// <summary>
    /// Gets the columns of a result that can make a condition by themselves, in the order in which a table shows them.
    /// </summary>
    public static IReadOnlyList<string> KnownConditions => ConditionColumns.Known;

    /// <summary>Gets the columns of a result that are usually compared.</summary>
    public static IReadOnlyList<string> KnownMetrics { get; } =
        ["TestAccuracy", "ValidationAccuracy", "TestLoss", "TrainLoss", "Seconds", "SamplesPerSecond"];

    /// <summary>
    /// Gets the activations to compare with, each in turn; none: ReLU where there is one, else the first.
    /// </summary>
    public IReadOnlyList<string> Baselines { get; init; } = [];

    /// <summary>Gets the numeric column to compare.</summary>
    public string Metric { get; init; } = "TestAccuracy";

    /// <summary>Gets a value indicating whether lower is better in a metric whose name does not say so.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Gets the columns that make a condition; null: those of the known ones that vary.</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }

    /// <summary>
    /// Gets settings in which runs that are compared may differ though they make no condition, such as a learning rate
    /// that was tuned for each activation; <c>Setting</c> allows all that are no columns.
    /// </summary>
    public IReadOnlyList<string> AllowDifference { get; init; } = [];

    /// <summary>Gets the tests over which p-values are adjusted.</summary>
    public ComparisonFamily Family { get; init; } = ComparisonFamily.Call;

    /// <summary>
    /// Gets the largest difference that does not matter, in the metric's unit, 0 or more. Null: 0.001 of an accuracy
    /// (0.1 where it is in percent), 0 of anything else.
    /// </summary>
    public double? Margin { get; init; }
}
