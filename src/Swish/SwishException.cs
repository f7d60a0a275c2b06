namespace Swish;

/// <summary>
/// A refusal that a user can act on: an id to look up, the offending value, and a message that says what would be
/// right.
/// </summary>
public sealed class SwishException : Exception
{
    /// <summary>Creates a refusal.</summary>
    /// <param name="errorId">A stable id in PascalCase, such as <c>UnknownActivation</c>; documented in
    /// about_Swish.</param>
    /// <param name="kind">What kind of fault it is; the cmdlets map it to an error category.</param>
    /// <param name="message">One or two sentences: what is wrong, and what would be right.</param>
    /// <param name="offendingValue">The value that was refused, or null.</param>
    /// <param name="innerException">The cause, where another exception led here.</param>
    public SwishException(
        string errorId, FaultKind kind, string message, object? offendingValue = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        OffendingValue = offendingValue;
    }

    /// <summary>A stable id in PascalCase, such as <c>UnknownActivation</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What kind of fault it is.</summary>
    public FaultKind Kind { get; }

    /// <summary>The value that was refused, or null.</summary>
    public object? OffendingValue { get; }
}
