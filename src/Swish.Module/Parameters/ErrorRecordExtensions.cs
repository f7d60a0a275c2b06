using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Converts the library's errors to PowerShell's error records.</summary>
internal static class ErrorRecordExtensions
{
    /// <summary>Converts an error: its id, its category, and the offending value as the target.</summary>
    /// <param name="error">The error.</param>
    /// <param name="target">The target of the error record, if the error has no value itself.</param>
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
