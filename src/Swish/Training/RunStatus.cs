namespace Swish.Training;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All steps were done.</summary>
    Completed,

    /// <summary>A loss or an error was not finite, or beyond 1e30; nothing was updated after that.</summary>
    Diverged,

    /// <summary>
    /// The run was canceled. No run here gives a result with it: a pipeline that was stopped takes no more objects,
    /// and a canceled run is done again. Rows of a table from elsewhere may have it, and comparisons leave them out.
    /// </summary>
    Stopped,

    /// <summary>An error ended the run; the result carries no figures.</summary>
    Failed,
}
