namespace Swish.Module.Parameters;

/// <summary>
/// Reads the name of one member of an enumeration, or several. The parameter is text, because PowerShell would combine a
/// list of members by OR, and completes an enumeration without tooltips.
/// </summary>
/// <param name="type">The enumeration.</param>
/// <param name="name">The parameter's name.</param>
public sealed class ChoiceArgumentAttribute(Type type, string name) : ValueArgumentAttribute
{
    /// <summary>Gets the enumeration.</summary>
    public Type Type { get; } = type;

    /// <summary>Gets the parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets a value indicating whether there may be several members.</summary>
    public bool List { get; set; }

    /// <inheritdoc/>
    protected override object Read(object? value) => List
        ? ParameterValue.ReadMany(Type, value, Name).Cast<object>().Select(choice => choice.ToString()!).ToArray()
        : ParameterValue.ReadOne(Type, value, Name).ToString()!;
}
