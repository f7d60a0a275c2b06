using System.Management.Automation;
using Swish.Activations;

namespace Swish.Module.Parameters;

/// <summary>
/// Converts arguments to <see cref="Activation"/> objects: a name with parameters, an activation, a script block, or
/// an object with one of these as its property Activation (a result, a row of a CSV file). The parameter must be an
/// <c>object[]</c>: with a typed one, PowerShell would run a script block on each pipeline object.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ActivationTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? plain = ActivationArgument.Unwrap(inputData);
        return plain is System.Collections.IEnumerable many and not string
            ? many.Cast<object?>().Select(Read).ToArray()
            : new[] { Read(inputData) };
    }

    // PowerShell's binder would replace the error id by its own. So the error is returned in place of the activation,
    // and the cmdlet throws it (see ActivationArgument.Require).
    private static object Read(object? value)
    {
        try
        {
            return ActivationArgument.Read(value);
        }
        catch (SwishException error)
        {
            return error;
        }
    }
}
