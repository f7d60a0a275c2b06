namespace Swish.Tests.Reproduction;

/// <summary>Which runs make a table, and how they are compared: an entry of tables.json.</summary>
/// <param name="Logs">The result logs that hold the runs.</param>
/// <param name="Activations">The activations, in the order of the table.</param>
/// <param name="GroupBy">The columns that make a condition.</param>
internal sealed record TableDefinition(List<string> Logs, List<string> Activations, List<string> GroupBy)
{
    /// <summary>The activation that the others are compared with.</summary>
    public string Baseline { get; init; } = "ReLU";

    /// <summary>The column that is compared.</summary>
    public string Metric { get; init; } = "TestAccuracy";
}
