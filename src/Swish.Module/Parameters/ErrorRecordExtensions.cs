using System.Management.Automation;
using Swish.Expressions.Text;

namespace Swish.Module.Parameters;

/// <summary>Converts the library's errors to PowerShell's error records.</summary>
internal static class ErrorRecordExtensions
{
    /// <summary>
    /// Converts an error: its id, its category, and the offending value as the target. If it is about a part of a script
    /// file, PowerShell shows the line with the part underlined, and the details are the sentence without them.
    /// </summary>
    /// <param name="error">The error.</param>
    /// <param name="target">The target of the error record, if the error has no value itself.</param>
    public static ErrorRecord ToErrorRecord(this SwishException error, object? target = null)
    {
        ErrorRecord record = new(error, error.ErrorId, Category(error.Kind), error.OffendingValue ?? target);
        if (ScriptErrorLocation.ExtentOf(error) is { File.Length: > 0 })
            record.ErrorDetails = new(SourceUnderline.SentenceOf(error.Message));
        return record;
    }

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
