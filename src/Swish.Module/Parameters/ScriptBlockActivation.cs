using System.Management.Automation;
using Swish.Activations;
using Swish.Activations.Formulas;

namespace Swish.Module.Parameters;

/// <summary>
/// The one place where a script block such as <c>{ $x * [Math]::Tanh($x) }</c> becomes an activation.
/// </summary>
internal static class ScriptBlockActivation
{
    /// <summary>Returns the activation that a script block of x describes. The block is read, never run.</summary>
    /// <param name="block">The script block.</param>
    /// <exception cref="SwishException">It cannot be read as an activation; the message points at the
    /// place.</exception>
    public static Activation Read(ScriptBlock block)
    {
        ExpressionActivation activation = new(ScriptBlockExpression.Read(block, []));
        activation.Prepare();
        return activation;
    }

    /// <summary>
    /// Returns whether a text is that of a script block of $x, as Start-Job and remoting pass script blocks on.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static bool IsScript(string text) => text.Contains("$x", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the activation that the text of a script block describes.</summary>
    /// <param name="text">The text, with or without its braces.</param>
    /// <exception cref="SwishException">As of <see cref="Read(ScriptBlock)"/>.</exception>
    public static Activation Read(string text)
    {
        string inner = text.Trim();
        if (inner is ['{', .., '}']) inner = inner[1..^1];
        try
        {
            return Read(ScriptBlock.Create(inner));
        }
        catch (ParseException cause)
        {
            throw new SwishException("InvalidExpression", ErrorKind.InvalidArgument,
                $"'{text}' cannot be read as a formula of $x: {cause.Message}", text, cause);
        }
    }
}
