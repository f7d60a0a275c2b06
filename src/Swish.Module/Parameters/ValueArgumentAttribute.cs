using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Reads an argument by <see cref="ParameterValue"/> instead of PowerShell's own conversion.</summary>
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
            // The binder puts this sentence behind the parameter's name.
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }

    /// <summary>Reads an argument.</summary>
    /// <param name="value">What was given.</param>
    /// <returns>A value, or an array of them.</returns>
    /// <exception cref="SwishException">It cannot be read.</exception>
    protected abstract object Read(object? value);
}
