using System.Management.Automation;
using Swish.Activations;

namespace Swish.Module.Parameters;

/// <summary>The one place where a script block such as <c>{ $x * [Math]::Tanh($x) }</c> becomes an activation.</summary>
internal static class ScriptBlockActivation
{
    /// <summary>The activation that a script block of x describes.</summary>
    /// <param name="block">The script block.</param>
    /// <exception cref="SwishException">It cannot be read as an activation.</exception>
    public static Activation Read(ScriptBlock block) =>
        throw new SwishException("ScriptBlockActivation", FaultKind.InvalidArgument,
            "This version takes activations by name alone; Get-Activation lists the names.", block);
}
