using System.Management.Automation;

namespace Swish.Module.Parameters;

/// <summary>Reads properties of objects, which may be scripts of the user that fail.</summary>
internal static class PropertyExtensions
{
    /// <summary>Returns the value of a property; null if the object does not have it, or reading it fails.</summary>
    /// <param name="row">The object.</param>
    /// <param name="name">The name of the property.</param>
    public static object? ValueOf(this PSObject row, string name) => row.Properties[name]?.TryGetValue();

    /// <summary>Returns the value of a property; null if reading it fails.</summary>
    /// <param name="property">The property.</param>
    public static object? TryGetValue(this PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (ExtendedTypeSystemException)
        {
            return null; // a script property that fails is a column without a value, as it is in a table
        }
    }

    /// <summary>Returns whether a property can be read; false also for an alias of one that does not exist.</summary>
    /// <param name="property">The property.</param>
    public static bool IsReadable(this PSPropertyInfo property)
    {
        try
        {
            return property.IsGettable;
        }
        catch (ExtendedTypeSystemException)
        {
            return false;
        }
    }
}
