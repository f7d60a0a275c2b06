using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Turns the library's rejections into PowerShell's error records.</summary>
internal static class ErrorRecordExtensions
{
    /// <summary>The record of a rejection: its id, its category, and the offending value as the target.</summary>
    /// <param name="error">The rejection.</param>
    /// <param name="target">What it is about, where the rejection names no value itself.</param>
    public static ErrorRecord ToErrorRecord(this SwishException error, object? target = null) =>
        new(error, error.ErrorId, Category(error.Kind), error.OffendingValue ?? target);

    private static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument or ErrorKind.Contradiction => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.InvalidData => ErrorCategory.InvalidData,
        ErrorKind.ResourceUnavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.ResourceExists => ErrorCategory.ResourceExists,
        ErrorKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.NotSpecified,
    };
}
