using System.Management.Automation;
using Swish.Activations;
using Swish.Activations.Formulas;

namespace Swish.Module.Parameters;

/// <summary>
/// The one place where a script block such as <c>{ $x * [Math]::Tanh($x) }</c> becomes an activation.
/// </summary>
internal static class ScriptBlockActivation
{
    /// <summary>The activation that a script block of x describes. The block is read, never run.</summary>
    /// <param name="block">The script block.</param>
    /// <exception cref="SwishException">It cannot be read as an activation; the message points at the
    /// place.</exception>
    public static Activation Read(ScriptBlock block)
    {
        ExpressionActivation activation = new(ScriptBlockExpression.Read(block, []));
        activation.Prepare();
        return activation;
    }
}
