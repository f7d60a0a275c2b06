using System.Management.Automation.Language;
using Swish.Expressions.Text;
using Swish.Networks.Architectures.Language;

namespace Swish.Module.Parameters;

/// <summary>Creates errors that underline a part of a script block.</summary>
/// <param name="script">The whole block.</param>
internal sealed class ScriptErrorLocation(Ast script)
{
    private const string ExtentKey = "Swish.ScriptExtent";

    private readonly string _text = script.Extent.Text;
    private readonly int _start = script.Extent.StartOffset;

    /// <summary>Creates the error for a part of the script block.</summary>
    public SwishException CreateError(
        Ast part, string sentence, string errorId = "InvalidExpression", ErrorKind kind = ErrorKind.InvalidArgument) =>
        CreateError(part.Extent, sentence, errorId, kind);

    /// <summary>Creates the error for a part of the script block.</summary>
    public SwishException CreateError(
        IScriptExtent part, string sentence, string errorId = "InvalidExpression",
        ErrorKind kind = ErrorKind.InvalidArgument) =>
        CreateError(part, part.StartOffset, part.EndOffset, sentence, errorId, kind);

    /// <summary>Creates the error for the character after a part of the script block.</summary>
    public SwishException CreateErrorAfter(Ast part, string sentence)
    {
        int start = part.Extent.EndOffset;
        while (start - _start < _text.Length - 1 && char.IsWhiteSpace(_text[start - _start])) start++;
        return CreateError(part.Extent, start, start + 1, sentence, "InvalidExpression", ErrorKind.InvalidArgument);
    }

    /// <summary>Creates the error for a part of the script block by its place in the text.</summary>
    public SwishException CreateError(SourceSpan span, string sentence, string errorId, ErrorKind kind)
    {
        int start = _start + span.Start, end = _start + span.End;
        Ast? part = script.Find(ast => ast.Extent.StartOffset == start && ast.Extent.EndOffset == end, true);
        return CreateError((part ?? script).Extent, start, end, sentence, errorId, kind);
    }

    /// <summary>Returns the place of a part of the script block in its text.</summary>
    public SourceSpan SpanOf(Ast part) =>
        new(part.Extent.StartOffset - _start, part.Extent.EndOffset - part.Extent.StartOffset);

    /// <summary>
    /// Returns the part of the script that an error is about; null if the error is not from this class.
    /// </summary>
    public static IScriptExtent? ExtentOf(SwishException error) => error.Data[ExtentKey] as IScriptExtent;

    private SwishException CreateError(
        IScriptExtent extent, int start, int end, string sentence, string errorId, ErrorKind kind)
    {
        string message = SourceUnderline.Format(_text, start - _start, end - start, Sentence(sentence));
        SwishException error = new(errorId, kind, message, _text);
        error.Data[ExtentKey] = extent;
        return error;
    }

    private static string Sentence(string text) =>
        char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '!' ? "" : ".");
}
