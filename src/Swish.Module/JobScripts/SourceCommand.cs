using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text;
using Swish.Analysis;
using Swish.Data;
using Swish.Module.Parameters;
using Swish.Training;

namespace Swish.Module.JobScripts;

/// <summary>
/// Attaches the command that made an object to it, so that a script for another process can make the object again.
/// </summary>
internal static class SourceCommand
{
    private const string Property = "SourceCommand";

    // What OfDataset returns for the data set of a result. A result has no property for it, since properties are columns.
    private static readonly ConditionalWeakTable<TrainingResult, string> OfResults = [];

    /// <summary>Attaches the command that runs to an object that it writes.</summary>
    /// <param name="cmdlet">The cmdlet. Its parameters are those of the command.</param>
    /// <param name="value">The object.</param>
    /// <param name="replaced">
    /// Parameters with another value than the cmdlet was given, such as one of several paths; null to leave it out.
    /// </param>
    /// <returns>
    /// The object with a note property, which PowerShell keeps with it; without one if a parameter has no literal.
    /// </returns>
    public static PSObject Attach(this PSCmdlet cmdlet, object value, params (string Name, object? Value)[] replaced)
    {
        PSObject wrapped = PSObject.AsPSObject(value);
        StringBuilder command = new(cmdlet.MyInvocation.MyCommand.Name);
        IEnumerable<(string Name, object? Value)> given = cmdlet.MyInvocation.BoundParameters
            .Where(p => !Cmdlet.CommonParameters.Contains(p.Key) && !replaced.Any(r => r.Name == p.Key))
            .Select(p => (p.Key, (object?)p.Value));
        foreach ((string name, object? parameter) in replaced.Where(r => r.Value is not null).Concat(given))
        {
            if (!PowerShellLiteral.TryWrite(parameter, out string text)) return wrapped;
            command.Append(CultureInfo.InvariantCulture, $" -{name}{(parameter is SwitchParameter ? ":" : " ")}{text}");
        }
        wrapped.Properties.Add(new PSNoteProperty(Property, command.ToString()), preValidated: true);
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
            "A script for another process cannot contain this data set, because the command that made it is not known, or "
            + "has objects as its input. Save the data as a file, and read them with one of the cmdlets Import-*Dataset.",
            dataset),
    };

    /// <summary>Describes a trained network as an expression for another process.</summary>
    /// <param name="command">The cmdlet, whose session resolves paths.</param>
    /// <param name="value">A network, a result, or the path of a file.</param>
    /// <returns>A command that reads the file of the network.</returns>
    /// <exception cref="SwishException">The file of the network is not known (InvalidNetwork).</exception>
    public static string DescribeNetwork(this PSCmdlet command, object value)
    {
        object network = ActivationArgument.Unwrap(value)!;
        if (Of(network) is string source) return source;
        string? path = network switch
        {
            FileSystemInfo entry => entry.FullName,
            string text => text,
            _ => ResultRow.TextOf(PSObject.AsPSObject(network).ValueOf("NetworkPath")),
        };
        return string.IsNullOrEmpty(path)
            ? throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
                "A script for another process cannot contain this network, because it is only in memory. Write it to a file "
                + "with Export-SwishNetwork, and specify the path.", value)
            : "Import-SwishNetwork -LiteralPath "
                + PowerShellLiteral.Quote(command.ResolveExisting(path, literal: true)[0]);
    }

    /// <summary>Remembers the command that made the data set of a result, as long as there is the result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dataset">The data set that the run was trained on.</param>
    public static void Remember(TrainingResult result, Dataset dataset)
    {
        if (OfDataset(dataset) is string command) OfResults.AddOrUpdate(result, command);
    }

    /// <summary>Returns the command that made the data set of a result.</summary>
    /// <param name="result">The result.</param>
    /// <returns>As for the data set itself; null if the result was not made in this process.</returns>
    public static string? OfDataset(TrainingResult result) =>
        OfResults.TryGetValue(result, out string? command) ? command : null;

    /// <summary>Returns the command that made a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <returns>
    /// The command; empty for a table of objects, which no command can make again; null if it is not known.
    /// </returns>
    public static string? OfDataset(Dataset dataset) => Of(dataset) ?? (dataset.Shape.IsImage ? null : "");

    private static string? Of(object value) => PSObject.AsPSObject(value).Properties[Property]?.Value as string;
}
