using System.Reflection;

namespace Swish.Reproducibility;

/// <summary>Where the build found and left what this program needs.</summary>
public static class Places
{
    /// <summary>The repository's table of golden runs.</summary>
    public static string GoldenTable => Metadata("GoldenTable");

    /// <summary>The folder of the MNIST files.</summary>
    public static string MnistFolder => Metadata("MnistFolder");

    /// <summary>The built module's manifest; it is there after a build of the module.</summary>
    public static string ModuleManifest => Metadata("ModuleManifest");

    /// <summary>PowerShell itself, restored from NuGet; a program for <c>dotnet</c>.</summary>
    public static string PowerShell => Metadata("PowerShell");

    /// <summary>This program, one for <c>dotnet</c>.</summary>
    public static string Program => typeof(Places).Assembly.Location;

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}
