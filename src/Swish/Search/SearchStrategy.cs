namespace Swish.Search;

/// <summary>How compositions are chosen from the space.</summary>
public enum SearchStrategy
{
    /// <summary>All core units over x; for one unit alone.</summary>
    Exhaustive,

    /// <summary>By chance.</summary>
    Random,

    /// <summary>By mutation of the best so far, judged by the first rung.</summary>
    Evolution,
}
