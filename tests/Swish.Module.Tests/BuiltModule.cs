using System.Reflection;

namespace Swish.Module.Tests;

/// <summary>Where the build put the module and the packages that the tests use, and where the repository is.</summary>
internal static class BuiltModule
{
    public static string Folder { get; } = Metadata("ModuleFolder");

    public static string Manifest { get; } = Path.Combine(Folder, "Swish.psd1");

    /// <summary>PowerShell itself, restored from NuGet; a program for <c>dotnet</c>.</summary>
    public static string PowerShell { get; } = Metadata("PowerShell");

    /// <summary>The manifest of Pester, restored from NuGet.</summary>
    public static string Pester { get; } = Metadata("Pester");

    public static string Repository { get; } = Metadata("RepositoryFolder");

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}
