using System.Management.Automation;

namespace Swish.Module.Pipeline;

/// <summary>Turns the library's refusals into PowerShell's error records.</summary>
internal static class Faults
{
    /// <summary>The record of a refusal: its id, its category, and the offending value as the target.</summary>
    /// <param name="fault">The refusal.</param>
    /// <param name="target">What it is about, where the refusal names no value itself.</param>
    public static ErrorRecord ToErrorRecord(this SwishException fault, object? target = null) =>
        new(fault, fault.ErrorId, Category(fault.Kind), fault.OffendingValue ?? target);

    private static ErrorCategory Category(FaultKind kind) => kind switch
    {
        FaultKind.InvalidArgument or FaultKind.Contradiction => ErrorCategory.InvalidArgument,
        FaultKind.NotFound => ErrorCategory.ObjectNotFound,
        FaultKind.InvalidData => ErrorCategory.InvalidData,
        FaultKind.ResourceUnavailable => ErrorCategory.ResourceUnavailable,
        FaultKind.ResourceExists => ErrorCategory.ResourceExists,
        FaultKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.NotSpecified,
    };
}
