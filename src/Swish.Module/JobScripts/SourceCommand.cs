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

    /// <summary>Describes the data set of a parameter as an expression for another process.</summary>
    /// <param name="command">The cmdlet, whose session resolves paths.</param>
    /// <param name="value">A data set, the path of a folder, or null for the included MNIST.</param>
    /// <returns>The expression; null for the included MNIST.</returns>
    /// <exception cref="SwishException">A data set was made by a command that is not known (InvalidDataset).</exception>
    public static string? Describe(this PSCmdlet command, object? value) => ActivationArgument.Unwrap(value) switch
    {
        null => null,
        FileSystemInfo entry => PowerShellLiteral.Quote(entry.FullName),
        string path => PowerShellLiteral.Quote(command.ResolveExisting(path, literal: true)[0]),
        object dataset => Of(dataset) ?? throw new SwishException(
            "InvalidDataset", ErrorKind.InvalidArgument,
            "A script for another process cannot contain this data set, because the command that made it is not known. "
            + "Specify the path of its folder.", dataset),
    };

    private static string? Of(object value) => PSObject.AsPSObject(value).Properties[Property]?.Value as string;
}
