using Swish.Recipes;

namespace Swish.Module.Parameters;

/// <summary>Reads the value of a recipe's setting.</summary>
/// <param name="name">The name of the parameter and of the setting.</param>
public sealed class SettingArgumentAttribute(string name) : ValueArgumentAttribute
{
    /// <summary>Gets the name of the parameter and of the setting.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    protected override object Read(object? value) => ParameterValue.Read(RecipeSettings.Named(Name), value);
}
