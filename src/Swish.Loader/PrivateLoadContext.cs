using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Swish.Loader;

/// <summary>
/// Represents the load context of the library and its dependencies, so that other modules can load other versions of
/// the same packages. The rest of the process sees only the library, not its dependencies.
/// </summary>
internal sealed class PrivateLoadContext(string folder) : AssemblyLoadContext("Swish")
{
    private const string Library = "Swish";

    private static readonly Version? OwnVersion = typeof(PrivateLoadContext).Assembly.GetName().Version;

    /// <summary>Returns the library; null for any other assembly name.</summary>
    public Assembly? LoadLibrary(AssemblyName name) =>
        name.Name == Library && name.Version == OwnVersion ? Load(name) : null;

    /// <summary>Gets the name of this system, such as <c>linux-x64</c>.</summary>
    private static string Runtime =>
        $"{SystemName}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>Gets the folder name of native libraries; <c>osx</c> on both kinds of Mac.</summary>
    private static string NativeFolder => OperatingSystem.IsMacOS() ? "osx" : Runtime;

    private static string SystemName =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl"
        : "linux";

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string path = Path.Combine(folder, "runtimes", NativeFolder, "native", unmanagedDllName + extension);
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : 0;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // A package has the library compiled ahead of time for some systems.
        string name = assemblyName.Name + ".dll", path = Path.Combine(folder, Runtime, name);
        if (!File.Exists(path)) path = Path.Combine(folder, name);
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
