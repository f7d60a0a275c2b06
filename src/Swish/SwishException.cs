namespace Swish;

/// <summary>
/// A rejection that a user can act on: an id to look up, the offending value, and a message that says what would be
/// right.
/// </summary>
public sealed class SwishException : Exception
{
    private const int MaximumMessage = 4000;

    /// <summary>Creates a rejection.</summary>
    /// <param name="errorId">A stable id in PascalCase, such as <c>UnknownActivation</c>; documented in
    /// about_Swish.</param>
    /// <param name="kind">What kind of error it is; the cmdlets map it to an error category.</param>
    /// <param name="message">
    /// One or two sentences: what is wrong, and what would be right. Control characters and bidirectional marks are
    /// escaped, and the middle of more than 4,000 characters is left out.
    /// </param>
    /// <param name="offendingValue">The value that was rejected, or null.</param>
    /// <param name="innerException">The cause, where another exception led here.</param>
    public SwishException(
        string errorId, ErrorKind kind, string message, object? offendingValue = null, Exception? innerException = null)
        : base(Printable(message, offendingValue), innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        OffendingValue = offendingValue;
    }

    /// <summary>A stable id in PascalCase, such as <c>UnknownActivation</c>.</summary>
    public string ErrorId { get; }

    /// <summary>What kind of error it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The value that was rejected, or null.</summary>
    public object? OffendingValue { get; }

    private static string Printable(string message, object? offendingValue)
    {
        // A value may be as long as a file.
        message = PrintableText.Shorten(message, MaximumMessage);
        // A message may have several lines, but a name in it may not add one.
        if (offendingValue is string { Length: > 0 } name && message.Contains(name, StringComparison.Ordinal))
            message = message.Replace(name, PrintableText.EscapeName(name), StringComparison.Ordinal);
        return PrintableText.Escape(message);
    }
}
