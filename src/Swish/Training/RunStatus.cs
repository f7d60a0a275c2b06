namespace Swish.Training;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>All steps were done.</summary>
    Completed,

    /// <summary>A loss or an error was not finite, or beyond 1e30; nothing was updated after that.</summary>
    Diverged,

    /// <summary>The run was cancelled.</summary>
    Stopped,

    /// <summary>An error ended the run; the result carries no figures.</summary>
    Failed,
}
