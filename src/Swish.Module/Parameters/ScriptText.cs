using System.Globalization;
using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Makes script blocks of text, which may come from a table or another process.</summary>
internal static class ScriptText
{
    // PowerShell parses each text in a $( ) of a text anew, which takes milliseconds a level and cannot be stopped. No
    // formula and no network has any.
    private const int MaximumSubexpressions = 20;

    /// <summary>Parses text as a script block, which is not run, in bounded time.</summary>
    /// <param name="text">The text, without braces around it.</param>
    /// <param name="maximumLength">The largest number of characters.</param>
    /// <param name="what">What the text should be, as in "cannot be read as …".</param>
    /// <param name="tooLargeId">The id of the error where it is too long.</param>
    /// <param name="invalidId">The id of the error where it is not valid.</param>
    /// <returns>The script block.</returns>
    /// <exception cref="SwishException">The text is too long, or PowerShell cannot parse it.</exception>
    public static ScriptBlock Parse(string text, int maximumLength, string what, string tooLargeId, string invalidId)
    {
        if (text.Length > maximumLength)
            throw new SwishException(tooLargeId, ErrorKind.LimitExceeded, string.Create(
                CultureInfo.InvariantCulture,
                $"The text of {what} has {text.Length} characters; at most {maximumLength} are allowed."), text);
        if (text.AsSpan().Count("$(") > MaximumSubexpressions)
            throw new SwishException(invalidId, ErrorKind.InvalidArgument,
                $"'{text}' cannot be read as {what}: it contains $( ); write ( ).", text);
        try
        {
            return ScriptBlock.Create(text);
        }
        catch (ParseException error)
        {
            throw new SwishException(invalidId, ErrorKind.InvalidArgument,
                $"'{text}' cannot be read as {what}: {error.Message}", text, error);
        }
    }
}
