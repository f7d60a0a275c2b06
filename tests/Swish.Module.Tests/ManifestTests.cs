using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Swish.Module.Tests;

public sealed class ManifestTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private static readonly string[] DataFiles =
    [
        "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    ];

    [Fact]
    public void Exports_every_cmdlet_of_the_assembly_its_aliases_and_no_other()
    {
        IEnumerable<string> compiled =
            from type in Assembly.LoadFrom(Path.Combine(BuiltModule.Folder, "Swish.Module.dll")).GetExportedTypes()
            let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
            where cmdlet is not null
            select $"{cmdlet.VerbName}-{cmdlet.NounName}";

        IEnumerable<string> exported = session.Objects("(Get-Module Swish).ExportedCmdlets.Keys").Select(o => o.ToString());
        IEnumerable<string> listed = session.Objects("(Get-Module Swish).ExportedCommands.Keys").Select(o => o.ToString());

        Assert.Equal(compiled.Order(), exported.Order());
        Assert.NotEmpty(exported);
        Assert.Equal(exported.Concat(["swish", "swishplot", "Show-SwishImage"]).Order(), listed.Order());
    }

    [Fact]
    public void Lists_its_exports_without_wildcards_and_in_one_order()
    {
        string[] names = [.. session.Objects(
            "(Test-ModuleManifest $args[0]).ExportedCmdlets.Keys", BuiltModule.Manifest).Select(o => o.ToString())];
        Assert.All(names, name => Assert.DoesNotContain('*', name));
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public void Has_the_version_of_its_assemblies()
    {
        string version = session.Objects("(Get-Module Swish).Version.ToString()")[0].ToString();
        foreach (string file in new[] { "Swish.Module.dll", "Swish.Loader.dll", "lib/Swish.dll" })
            Assert.StartsWith(
                version + ".", AssemblyName.GetAssemblyName(Path.Combine(BuiltModule.Folder, file)).Version + ".",
                StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_dependencies_in_lib_and_leaves_the_engine_out()
    {
        Assert.Equal(
            ["Swish.Loader.dll", "Swish.Module.dll"],
            Directory.GetFiles(BuiltModule.Folder, "*.dll").Select(Path.GetFileName).Order());
        Assert.True(File.Exists(Path.Combine(BuiltModule.Folder, "lib", "MathNet.Numerics.dll")));
        Assert.Empty(Directory.GetFiles(BuiltModule.Folder, "System.Management.Automation.dll", SearchOption.AllDirectories));
    }

    [Fact]
    public void Ships_the_data_set_and_the_licenses()
    {
        Assert.Equal(
            DataFiles, Directory.GetFiles(Path.Combine(BuiltModule.Folder, "data", "mnist")).Select(Path.GetFileName).Order());
        Assert.True(File.Exists(Path.Combine(BuiltModule.Folder, "LICENSE")));
        Assert.True(File.Exists(Path.Combine(BuiltModule.Folder, "NOTICE")));
    }

    [Fact]
    public void Imports_twice_and_removes_without_a_word()
    {
        using PowerShellSession own = new();
        ScriptOutcome outcome = own.Run(
            "Import-Module $args[0] -Force; Remove-Module Swish; Import-Module $args[0]; Get-Module Swish", BuiltModule.Manifest);
        Assert.Single(outcome.RequireNoError().Objects);
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public void Loads_the_library_and_its_dependencies_into_a_context_of_their_own()
    {
        _ = session.Objects("Measure-Activation Swish");
        AssemblyLoadContext own = Assert.Single(AssemblyLoadContext.All, c => c.Name == "Swish");
        string[] names = [.. own.Assemblies.Select(a => a.GetName().Name!)];
        Assert.Contains("Swish", names);
        Assert.Contains("MathNet.Numerics", names);
        Assert.Empty(AssemblyLoadContext.Default.Assemblies.Select(a => a.GetName().Name!).Intersect(names));
    }
}
