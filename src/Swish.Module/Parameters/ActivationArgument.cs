using System.Management.Automation;
using Swish.Activations;

namespace Swish.Module.Parameters;

/// <summary>Reads one activation from what PowerShell passes on.</summary>
internal static class ActivationArgument
{
    /// <summary>Returns the activation that a value stands for.</summary>
    /// <param name="value">A name, an activation (also one that crossed a process), a script block, or what has
    /// one.</param>
    /// <exception cref="SwishException">It stands for none.</exception>
    public static Activation Read(object? value) => Read(value, mayHaveOne: true);

    /// <summary>Returns the activation that <see cref="ActivationTransformationAttribute"/> made of a value.</summary>
    /// <param name="value">An activation, or the error that reading it ended with.</param>
    /// <exception cref="SwishException">It is that error.</exception>
    public static Activation Require(object value) => value as Activation ?? throw (SwishException)value;

    private static Activation Read(object? value, bool mayHaveOne) => Unwrap(value) switch
    {
        Activation activation => activation,
        ActivationInfo info => SessionActivations.Parse(info.Name),
        string text when ScriptBlockActivation.IsScript(text) => ScriptBlockActivation.Read(text),
        string text => SessionActivations.Parse(text),
        ScriptBlock block => ScriptBlockActivation.Read(block),
        null => throw new SwishException("InvalidActivation", ErrorKind.InvalidArgument,
            "Nothing was given for an activation; give a name such as Swish (Get-Activation lists them)."),
        object other => ReadObject(PSObject.AsPSObject(value), other, mayHaveOne),
    };

    /// <summary>Returns the object in PowerShell's wrapper, if there is one.</summary>
    /// <param name="value">Wrapped, or not.</param>
    public static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static Activation ReadObject(PSObject wrapped, object value, bool mayHaveOne)
    {
        // One step and no further: objects may hold each other in a circle.
        if (mayHaveOne && wrapped.Properties["Activation"]?.Value is { } inner) return Read(inner, mayHaveOne: false);
        // What Start-Job and remoting bring back has lost its type, and kept its text: the name, with its constants.
        if (wrapped.TypeNames.Any(IsActivationThatCrossed)) return ActivationCatalog.Parse(wrapped.ToString());
        // What Select-Object or JSON made of Get-Activation's objects has kept the columns.
        if (wrapped.Properties["Name"]?.Value is string name && wrapped.Properties["Formula"] is not null)
            return SessionActivations.Parse(name);
        throw new SwishException("InvalidActivation", ErrorKind.InvalidArgument,
            $"An object of type {value.GetType().Name} is no activation; give a name such as Swish (Get-Activation "
            + "lists them), an object with a property Activation, or a script block of x.", value);
    }

    private static bool IsActivationThatCrossed(string typeName) =>
        typeName == "Deserialized." + typeof(Activation).FullName
        || typeName == "Deserialized." + typeof(ActivationInfo).FullName;
}
