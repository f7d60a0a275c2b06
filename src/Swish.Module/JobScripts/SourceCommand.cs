using System.Management.Automation;
using Swish.Module.Parameters;

namespace Swish.Module.JobScripts;

/// <summary>
/// Attaches the command that made an object to it, so that a script for another process can make the object again.
/// </summary>
internal static class SourceCommand
{
    private const string Property = "SourceCommand";

    /// <summary>Attaches the command to an object.</summary>
    /// <param name="value">The object.</param>
    /// <param name="command">The name of the cmdlet.</param>
    /// <param name="arguments">Its parameters; those without a value are left out.</param>
    /// <returns>The object with a note property, which PowerShell keeps with it.</returns>
    public static PSObject Attach(object value, string command, params (string Name, object? Value)[] arguments)
    {
        PSObject wrapped = PSObject.AsPSObject(value);
        IEnumerable<string> texts = arguments.Where(a => a.Value is not null).Select(a =>
            $" -{a.Name} {(PowerShellLiteral.TryWrite(a.Value, out string text) ? text : "$null")}");
        wrapped.Properties.Add(new PSNoteProperty(Property, command + string.Concat(texts)), preValidated: true);
        return wrapped;
    }

    /// <summary>Returns the command that made an object.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The command, or null if it is not known.</returns>
    public static string? Of(object value) => PSObject.AsPSObject(value).Properties[Property]?.Value as string;
}
