namespace Swish.Search;

/// <summary>Specifies how a search chooses compositions from its space.</summary>
public enum SearchStrategy
{
    /// <summary>Tries all core units without nested units; only for depth 1.</summary>
    Exhaustive,

    /// <summary>Samples compositions at random.</summary>
    Random,

    /// <summary>Mutates the best compositions so far, compared by their validation accuracy in the first
    /// rung.</summary>
    Evolution,
}
