using System.Collections;
using System.Management.Automation;
using Swish.Analysis;
using Swish.Module.Parameters;
using Swish.Training;

namespace Swish.Module.Pipeline;

/// <summary>
/// Reads results from pipeline objects: live objects, rows of a CSV file, and deserialized objects from another
/// process.
/// </summary>
internal static class ResultRows
{
    /// <summary>Returns the readable properties of an object as columns.</summary>
    /// <param name="input">Any object.</param>
    public static ResultRow Read(PSObject input) => ResultRow.From(Columns(input), input.BaseObject as TrainingResult);

    /// <summary>
    /// Returns the readable properties of an example, or the entries of a hash table, whose columns are not those of a
    /// result.
    /// </summary>
    /// <param name="input">Any object.</param>
    public static ResultRow ReadExample(PSObject input) =>
        new(input.BaseObject is IDictionary entries ? Entries(entries) : Columns(input), isResult: false);

    // As objects, the entries of a generic dictionary are not of this type.
    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries) yield return KeyValuePair.Create(ResultRow.TextOf(entry.Key), Plain(entry.Value));
    }

    private static IEnumerable<KeyValuePair<string, object?>> Columns(PSObject input) =>
        input.Properties.Where(p => p.IsReadable()).Select(p => KeyValuePair.Create(p.Name, Value(p)));

    /// <summary>Returns the value of a property without wrappers; null if reading it fails.</summary>
    /// <param name="property">The property, which can be read.</param>
    internal static object? Value(PSPropertyInfo property) => Plain(property.TryGetValue());

    private static object? Plain(object? value) => value switch
    {
        // A deserialized enumeration value is a number, and its name is the text of the wrapper.
        PSObject wrapped when wrapped.TypeNames.Contains("Deserialized.System.Enum") => wrapped.ToString(),
        PSObject { BaseObject: PSCustomObject } custom => ResultRow.TextOf(custom),
        PSObject wrapped => wrapped.BaseObject,
        _ => value,
    };
}
