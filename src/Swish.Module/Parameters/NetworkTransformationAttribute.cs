using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>
/// Converts arguments to <see cref="Swish.Networks.Architectures.NetworkDefinition"/> objects: a name, a network,
/// text, or a script block of layers. The parameter must be an <c>object[]</c>, as for <see
/// cref="ActivationTransformationAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NetworkTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        ArgumentNullException.ThrowIfNull(engineIntrinsics);
        SessionState session = engineIntrinsics.SessionState;
        return ActivationArgument.Unwrap(inputData) is System.Collections.IEnumerable many and not string
            ? many.Cast<object?>().Select(value => Read(value, session)).ToArray()
            : new[] { Read(inputData, session) };
    }

    // PowerShell's binder would replace the error id by its own. So the error is returned in place of the network, and
    // thrown when the argument is read.
    private static object Read(object? value, SessionState session)
    {
        try
        {
            return NetworkDefinitionArgument.Read(value, session);
        }
        catch (SwishException error)
        {
            return error;
        }
    }
}
