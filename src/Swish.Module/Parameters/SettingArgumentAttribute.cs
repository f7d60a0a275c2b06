using System.Management.Automation;
using Swish.Recipes;

namespace Swish.Module.Parameters;

/// <summary>Reads the value of a recipe's setting by <see cref="ParameterValue"/>.</summary>
/// <param name="name">The name of the parameter and of the setting.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingArgumentAttribute(string name) : ArgumentTransformationAttribute
{
    /// <summary>The name of the parameter and of the setting.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return ParameterValue.Read(RecipeSettings.Named(Name), inputData);
        }
        catch (SwishException error)
        {
            // The binder puts this sentence behind the parameter's name.
            throw new ArgumentTransformationMetadataException(error.Message, error);
        }
    }
}
