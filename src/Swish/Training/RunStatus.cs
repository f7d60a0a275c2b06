namespace Swish.Training;

/// <summary>Specifies how a run ended.</summary>
public enum RunStatus
{
    /// <summary>All steps were done.</summary>
    Completed,

    /// <summary>
    /// A loss was not finite, or a gradient was not finite or larger than 1e30. No parameter was updated after that.
    /// </summary>
    Diverged,

    /// <summary>
    /// The run was canceled. Swish does not return results of canceled runs, because a stopped pipeline takes no more
    /// objects. Tables from other sources may have this status; comparisons ignore such rows.
    /// </summary>
    Stopped,

    /// <summary>An error ended the run. The numbers of the result are NaN.</summary>
    Failed,
}
