using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>
/// Reads one member of an enumeration by <see cref="ParameterValue"/>, where PowerShell would combine a list of them by
/// OR.
/// </summary>
/// <param name="type">The enumeration.</param>
/// <param name="name">The parameter's name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoiceArgumentAttribute(Type type, string name) : ArgumentTransformationAttribute
{
    /// <summary>The enumeration.</summary>
    public Type Type { get; } = type;

    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return ParameterValue.ReadOne(Type, inputData, Name);
        }
        catch (SwishException error)
        {
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }
}
