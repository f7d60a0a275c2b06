using System.Management.Automation;
using Swish.Analysis;
using Swish.Networks.Architectures;
using Swish.Training;

namespace Swish.Module.Parameters;

/// <summary>Reads the layers of a network from a value that PowerShell passes.</summary>
internal static class NetworkDefinitionArgument
{
    /// <summary>Returns the network that a value stands for.</summary>
    /// <param name="value">
    /// A name, a network (also a deserialized one), text, a script block, an object with a property Network, or the
    /// error from reading one of these.
    /// </param>
    /// <param name="session">The session with the variables of a script block; null if it may not contain any.</param>
    /// <exception cref="SwishException">
    /// The value is not a network (InvalidNetwork, UnknownNetwork, UnknownLayer and the other errors of
    /// <see cref="NetworkDefinition.Parse"/>).
    /// </exception>
    public static NetworkDefinition Read(object? value, SessionState? session) =>
        ActivationArgument.Unwrap(value) switch
        {
            NetworkDefinition network => network,
            NetworkSummary summary => summary.GetDefinition(),
            SwishException error => throw error,
            ScriptBlock block => ScriptBlockNetwork.Read(block, null, session),
            string text => ReadText(text, session),
            null => throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
                "The network is empty; specify a name such as ResNet32 (Get-SwishNetwork lists them)."),
            object other => ReadObject(PSObject.AsPSObject(value), other),
        };

    // Start-Job and remoting convert script blocks to text, which may contain what only PowerShell reads.
    private static NetworkDefinition ReadText(string text, SessionState? session)
    {
        return NetworkDefinition.BeginsWithLayer(text)
            ? ScriptBlockNetwork.Read(ScriptText.Parse(
                text, NetworkDefinition.MaxTextLength, "the layers of a network", "NetworkTooLarge", "InvalidNetwork"), null, session)
            : NetworkDefinition.Parse(text);
    }

    private static NetworkDefinition ReadObject(PSObject wrapped, object value)
    {
        if (wrapped.TypeNames.Contains("Deserialized." + typeof(NetworkDefinition).FullName))
            return NetworkDefinition.Parse(wrapped.ToString());
        // Results, and networks of Get-SwishNetwork that crossed a process.
        foreach (string name in (string[])["Definition", "Network"])
            if (ResultRow.TextOf(wrapped.ValueOf(name)) is { Length: > 0 } text)
                return NetworkDefinition.Parse(text);
        throw new SwishException("InvalidNetwork", ErrorKind.InvalidArgument,
            $"An object of type {value.GetType().Name} is not a network; specify a name such as ResNet32 "
            + "(Get-SwishNetwork lists them), an object of New-SwishNetwork, or a script block of layers.", value);
    }
}
