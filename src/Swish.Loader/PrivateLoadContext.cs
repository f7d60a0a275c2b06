using System.Reflection;
using System.Runtime.Loader;

namespace Swish.Loader;

/// <summary>
/// Holds the library and what it depends on, so that another module may load other versions of the same packages. To the
/// rest of the process it gives the library alone, never a dependency.
/// </summary>
internal sealed class PrivateLoadContext(string folder) : AssemblyLoadContext("Swish")
{
    private const string Library = "Swish";

    private static readonly Version? OwnVersion = typeof(PrivateLoadContext).Assembly.GetName().Version;

    /// <summary>The library, or null where something else is asked for.</summary>
    public Assembly? LoadLibrary(AssemblyName name) =>
        name.Name == Library && name.Version == OwnVersion ? Load(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
