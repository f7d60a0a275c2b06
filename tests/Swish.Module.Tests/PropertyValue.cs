using System.Management.Automation;

namespace Swish.Module.Tests;

/// <summary>Reads properties of objects from the pipeline.</summary>
internal static class PropertyValue
{
    /// <summary>Returns the value of a property.</summary>
    public static object? Value(PSObject row, string property) => row.Properties[property].Value;
}
