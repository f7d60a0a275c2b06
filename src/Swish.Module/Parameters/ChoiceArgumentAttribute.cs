namespace Swish.Module.Parameters;

/// <summary>Reads one member of an enumeration; PowerShell itself would combine a list of members by OR.</summary>
/// <param name="type">The enumeration.</param>
/// <param name="name">The parameter's name.</param>
public sealed class ChoiceArgumentAttribute(Type type, string name) : ValueArgumentAttribute
{
    /// <summary>Gets the enumeration.</summary>
    public Type Type { get; } = type;

    /// <summary>Gets the parameter's name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    protected override object Read(object? value) => ParameterValue.ReadOne(Type, value, Name);
}
