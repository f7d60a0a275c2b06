using System.Management.Automation;
using Swish.Activations;

namespace Swish.Module.Parameters;

/// <summary>
/// Makes <see cref="Activation"/> objects of what people give for one: a name with constants, an activation, a script
/// block, or any object that has one of these as its property Activation (a result, a row of a CSV file). The parameter
/// is an <c>object[]</c>: with a typed one PowerShell would keep a script block back and run it on each pipeline
/// object.
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

    // The binder would replace the error's id by its own. So the error takes the activation's place, and the cmdlet
    // throws it (see ActivationArgument.Require).
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
