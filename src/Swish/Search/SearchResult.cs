using Swish.Activations;

namespace Swish.Search;

/// <summary>
/// What a search found out about one function; flat, and with the activation itself, ready to be trained.
/// </summary>
public sealed record SearchResult
{
    /// <summary>
    /// The place, from 1: by the rung that was reached, then by validation accuracy there, then by the formula.
    /// </summary>
    public required int Rank { get; init; }
    /// <summary>The function.</summary>
    public required string Formula { get; init; }
    /// <summary>
    /// Mean validation accuracy in the last rung that it was in; 1/classes counts for a run that diverged.
    /// </summary>
    public required double ValidationAccuracy { get; init; }
    /// <summary>
    /// Mean test accuracy of those in the last rung, where nothing is decided any more; NaN of the others.
    /// </summary>
    public required double TestAccuracy { get; init; }
    /// <summary>The last rung that it was in, from 1.</summary>
    public required int Rung { get; init; }
    /// <summary>Networks trained with it.</summary>
    public required int Runs { get; init; }
    /// <summary>Those of them that diverged or failed.</summary>
    public required int Collapsed { get; init; }
    /// <summary>The budget spent: steps over all its networks.</summary>
    public required long Steps { get; init; }
    /// <summary>The time spent on it, in seconds; of runs from a log, what they took then.</summary>
    public required double Seconds { get; init; }
    /// <summary>The activation.</summary>
    public required Activation Activation { get; init; }
}
