namespace Swish.Shell;

/// <summary>Finds the module that belongs to this shell.</summary>
internal static class ModuleLocator
{
    /// <summary>
    /// The manifest in a folder Swish beside the shell, or in module/Swish beside it or beside a folder above it: the
    /// build's artifacts/bin/… and artifacts/module/Swish.
    /// </summary>
    /// <param name="folder">The shell's own folder.</param>
    /// <returns>The manifest's full path, or null.</returns>
    public static string? FindManifest(string folder)
    {
        string beside = Path.Combine(folder, "Swish", "Swish.psd1");
        if (File.Exists(beside)) return beside;
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string manifest = Path.Combine(at.FullName, "module", "Swish", "Swish.psd1");
            if (File.Exists(manifest)) return manifest;
        }
        return null;
    }
}
