using System.Management.Automation;
using Swish.Activations;
using Swish.Activations.Formulas;
using Swish.Expressions;

namespace Swish.Module.Parameters;

/// <summary>
/// Creates activations from script blocks such as <c>{ $x * [Math]::Tanh($x) }</c>, and gates from script blocks such
/// as <c>{ $x * (Sigmoid $y) }</c>.
/// </summary>
internal static class ScriptBlockActivation
{
    /// <summary>
    /// Creates an activation from a script block with the variable $x, and a gate if it contains $y too. The block is
    /// parsed, never run.
    /// </summary>
    /// <param name="block">The script block.</param>
    /// <exception cref="SwishException">
    /// The block is not a valid formula (InvalidExpression, ExpressionTooDeep, ExpressionTooLarge); the message shows
    /// the place.
    /// </exception>
    public static Activation Read(ScriptBlock block) =>
        ExpressionActivation.Create(ScriptBlockExpression.Read(block, []), []);

    /// <summary>
    /// Returns whether text is a script block with the variable $x: Start-Job and remoting convert script blocks to
    /// text.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static bool IsScript(string text) => text.Contains("$x", StringComparison.OrdinalIgnoreCase);

    /// <summary>Creates an activation from the text of a script block.</summary>
    /// <param name="text">The text, with or without its braces.</param>
    /// <exception cref="SwishException">The errors of <see cref="Read(ScriptBlock)"/>.</exception>
    public static Activation Read(string text)
    {
        string inner = text.Trim();
        if (inner is ['{', .., '}']) inner = inner[1..^1];
        return Read(ScriptText.Parse(
            inner, Expression.MaximumLength, "a formula of $x", "ExpressionTooLarge", "InvalidExpression"));
    }
}
