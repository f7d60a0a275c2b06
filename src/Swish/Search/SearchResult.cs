using Swish.Activations;

namespace Swish.Search;

/// <summary>
/// Represents the result of a search for one function, with the activation itself, ready to be trained.
/// </summary>
public sealed record SearchResult
{
    /// <summary>
    /// Gets the rank, from 1: by the last rung that the function reached, then by validation accuracy there, then by
    /// formula.
    /// </summary>
    public required int Rank { get; init; }
    /// <summary>Gets the function as text.</summary>
    public required string Formula { get; init; }
    /// <summary>
    /// Gets the mean validation accuracy in the last rung that the function reached, 0 to 1. A run that diverged counts
    /// with 1/classes, the accuracy of guessing.
    /// </summary>
    public required double ValidationAccuracy { get; init; }
    /// <summary>
    /// Gets the mean test accuracy, 0 to 1; NaN if the function did not reach the last rung. The ranking does not use
    /// it.
    /// </summary>
    public required double TestAccuracy { get; init; }
    /// <summary>Gets the last rung that the function reached, from 1.</summary>
    public required int Rung { get; init; }
    /// <summary>Gets the number of networks trained with the function.</summary>
    public required int Runs { get; init; }
    /// <summary>Gets the number of these networks that diverged or failed.</summary>
    public required int Collapsed { get; init; }
    /// <summary>Gets the training steps of all these networks together.</summary>
    public required long Steps { get; init; }
    /// <summary>Gets the training time of all these networks together, in seconds. A run that was read from a result
    /// log counts with the time it took originally.</summary>
    public required double Seconds { get; init; }
    /// <summary>Gets the activation, ready to be trained.</summary>
    public required Activation Activation { get; init; }
}
