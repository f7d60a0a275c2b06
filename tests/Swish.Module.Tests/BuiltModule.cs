using System.Reflection;

namespace Swish.Module.Tests;

/// <summary>Where the build put the module, and where the repository is.</summary>
internal static class BuiltModule
{
    public static string Folder { get; } = Path.GetFullPath(Metadata("ModuleFolder"));

    public static string Manifest { get; } = Path.Combine(Folder, "Swish.psd1");

    /// <summary>The shell of the same configuration, a program for <c>dotnet</c>.</summary>
    public static string Shell { get; } = Path.GetFullPath(Metadata("Shell"));

    public static string Repository { get; } = Path.GetFullPath(Metadata("RepositoryFolder"));

    private static string Metadata(string key) =>
        typeof(BuiltModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
