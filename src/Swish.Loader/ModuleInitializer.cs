using System.Management.Automation;
using System.Runtime.Loader;

namespace Swish.Loader;

/// <summary>
/// Runs when PowerShell imports the nested module, before <c>Swish.Module.dll</c>, and loads the library <c>Swish</c>
/// and its dependencies into a load context of their own.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    // There is one context per process, since several runspaces may import the module and must share its types. It
    // remains when a runspace removes the module, because others may still need the library.
    private static readonly Lazy<PrivateLoadContext> Context = new(Hook);

    /// <summary>Registers the load context, once per process.</summary>
    public void OnImport() => _ = Context.Value;

    private static PrivateLoadContext Hook()
    {
        string folder = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;
        PrivateLoadContext context = new(Path.Combine(folder, "lib"));
        AssemblyLoadContext.Default.Resolving += (_, name) => context.LoadLibrary(name);
        return context;
    }
}
