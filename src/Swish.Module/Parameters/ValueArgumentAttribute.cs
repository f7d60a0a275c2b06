using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Reads an argument with <see cref="ParameterValue"/> instead of PowerShell's own conversion.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ValueArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return Read(inputData);
        }
        catch (SwishException error)
        {
            // PowerShell's binder appends this message to the parameter's name.
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }

    /// <summary>Reads an argument.</summary>
    /// <param name="value">The user's value.</param>
    /// <returns>A value, or an array of them.</returns>
    /// <exception cref="SwishException">The value cannot be read; the id is Invalid and the name.</exception>
    protected abstract object Read(object? value);
}
