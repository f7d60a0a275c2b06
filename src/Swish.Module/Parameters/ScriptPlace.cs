using System.Management.Automation.Language;
using Swish.Expressions.Text;

namespace Swish.Module.Parameters;

/// <summary>Underlines parts of a script block in errors.</summary>
/// <param name="script">The whole block.</param>
internal sealed class ScriptPlace(Ast script)
{
    private const string ExtentKey = "Swish.ScriptExtent";

    private readonly string _text = script.Extent.Text;
    private readonly int _start = script.Extent.StartOffset;

    /// <summary>The refusal of a part.</summary>
    public SwishException Fault(
        Ast part, string sentence, string errorId = "InvalidExpression", FaultKind kind = FaultKind.InvalidArgument) =>
        Fault(part.Extent, sentence, errorId, kind);

    /// <summary>The refusal of a part.</summary>
    public SwishException Fault(
        IScriptExtent part, string sentence, string errorId = "InvalidExpression",
        FaultKind kind = FaultKind.InvalidArgument) =>
        Fault(part, part.StartOffset, part.EndOffset, sentence, errorId, kind);

    /// <summary>The refusal of the sign that follows a part.</summary>
    public SwishException FaultAfter(Ast part, string sentence)
    {
        int start = part.Extent.EndOffset;
        while (start - _start < _text.Length - 1 && char.IsWhiteSpace(_text[start - _start])) start++;
        return Fault(part.Extent, start, start + 1, sentence, "InvalidExpression", FaultKind.InvalidArgument);
    }

    /// <summary>The part of the script that a refusal is about, if it came from here.</summary>
    public static IScriptExtent? ExtentOf(SwishException fault) => fault.Data[ExtentKey] as IScriptExtent;

    private SwishException Fault(
        IScriptExtent extent, int start, int end, string sentence, string errorId, FaultKind kind)
    {
        string message = SourceUnderline.Format(_text, start - _start, end - start, Sentence(sentence));
        SwishException fault = new(errorId, kind, message, _text);
        fault.Data[ExtentKey] = extent;
        return fault;
    }

    private static string Sentence(string text) =>
        char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] is '.' or '!' ? "" : ".");
}
