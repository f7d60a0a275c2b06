using System.Management.Automation;
using Swish.Activations;

namespace Swish.Module.Parameters;

/// <summary>Reads an activation from a value that PowerShell passes.</summary>
internal static class ActivationArgument
{
    /// <summary>Returns the activation that a value stands for.</summary>
    /// <param name="value">
    /// A name, an activation (also a deserialized one), a script block, or an object with a property Activation.
    /// </param>
    /// <exception cref="SwishException">
    /// The value is not an activation; the id depends on the value, such as UnknownActivation or InvalidActivation.
    /// </exception>
    public static Activation Read(object? value) => Read(value, mayHaveOne: true);

    /// <summary>
    /// Returns the activation that <see cref="ActivationTransformationAttribute"/> read, or throws its error.
    /// </summary>
    /// <param name="value">An activation, or the error from reading it.</param>
    /// <exception cref="SwishException">The value is an error.</exception>
    public static Activation Require(object value) => value as Activation ?? throw (SwishException)value;

    private static Activation Read(object? value, bool mayHaveOne) => Unwrap(value) switch
    {
        Activation activation => activation,
        // A name of New-Activation may have another formula by now.
        ActivationInfo info => info.GetDefinition() is string definition
            ? ActivationCatalog.Parse(definition) : SessionActivations.Parse(info.Name),
        string text when ScriptBlockActivation.IsScript(text) => ScriptBlockActivation.Read(text),
        string text => SessionActivations.Parse(text),
        ScriptBlock block => ScriptBlockActivation.Read(block),
        null => throw new SwishException("InvalidActivation", ErrorKind.InvalidArgument,
            "The activation is empty; specify a name such as Swish (Get-Activation lists them)."),
        object other => ReadObject(PSObject.AsPSObject(value), other, mayHaveOne),
    };

    /// <summary>Returns the object inside PowerShell's wrapper, if there is one.</summary>
    /// <param name="value">An object, wrapped or not.</param>
    public static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static Activation ReadObject(PSObject wrapped, object value, bool mayHaveOne)
    {
        // Objects from Start-Job and remoting have lost their type but kept their text: the name with the parameters. A
        // gate also has a property Activation, of which it is not the value.
        if (wrapped.TypeNames.Any(IsDeserializedActivation)) return ActivationCatalog.Parse(wrapped.ToString());
        // Only one level, since objects may refer to each other in a circle.
        if (mayHaveOne && wrapped.ValueOf("Activation") is { } inner)
        {
            // A result names an activation of New-Activation, which this session may not have, or have otherwise.
            if (Unwrap(inner) is string label && wrapped.ValueOf("Formula") is string { Length: > 0 } formula
                && !ActivationCatalog.TryParse(label, out _))
                return ActivationCatalog.Parse($"{label}{{{formula}}}");
            return Read(inner, mayHaveOne: false);
        }
        // Objects of Get-Activation that went through Select-Object or JSON have kept the columns.
        if (wrapped.ValueOf("Name") is string name && wrapped.Properties["Formula"] is { } column)
            return ReadRow(name, column.TryGetValue() as string ?? "");
        throw new SwishException("InvalidActivation", ErrorKind.InvalidArgument,
            $"An object of type {value.GetType().Name} is not an activation; specify a name such as Swish "
            + "(Get-Activation lists them), an object with a property Activation, or a script block of x.", value);
    }

    /// <summary>
    /// Reads a row with a name and a formula. The name counts if it is one of the catalog, or has the same formula in this
    /// session, which also has the parameters.
    /// </summary>
    private static Activation ReadRow(string name, string formula) =>
        formula.Length == 0 || ActivationCatalog.TryParse(name, out _)
        || !SessionActivations.TryParse(name, out Activation? known)
        || SessionActivations.InfoOf(known)?.GetDefinition() is null || known.Formula == formula
            ? SessionActivations.Parse(name)
            : ActivationCatalog.Parse($"{name}{{{formula}}}");

    private static bool IsDeserializedActivation(string typeName) =>
        typeName == "Deserialized." + typeof(Activation).FullName
        || typeName == "Deserialized." + typeof(ActivationInfo).FullName;
}
