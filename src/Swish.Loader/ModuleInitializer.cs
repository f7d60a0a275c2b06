using System.Management.Automation;
using System.Runtime.Loader;

namespace Swish.Loader;

/// <summary>
/// The nested module that PowerShell imports first. It answers the default context's question for <c>Swish</c>, which
/// <c>Swish.Module.dll</c> asks as soon as its types are read, with the library in a context of its own.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    // One for the process: several runspaces may import the module at once, and all must see the same types. It stays
    // when one of them removes the module, since the others may not have asked for the library yet.
    private static readonly Lazy<PrivateLoadContext> Context = new(Hook);

    /// <summary>Called at import; hooks once in a process.</summary>
    public void OnImport() => _ = Context.Value;

    private static PrivateLoadContext Hook()
    {
        string folder = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        PrivateLoadContext context = new(Path.Combine(folder, "lib"));
        AssemblyLoadContext.Default.Resolving += (_, name) => context.LoadLibrary(name);
        return context;
    }
}
