using SharpFuzz;

namespace Swish.Fuzzing;

/// <summary>Makes a copy of this program in which the code of Swish, and of the decoder of images, counts its branches.</summary>
internal static class InstrumentedCopy
{
    /// <summary>Makes the copy.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The path of the program.</returns>
    public static string Make(string folder)
    {
        string from = AppContext.BaseDirectory;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        // Kernels are no readers, and their loops would only slow the runs down.
        foreach (string library in (string[])["Swish.dll", "Swish.Module.dll", "StbImageSharp.dll"])
            Fuzzer.Instrument(
                Path.Combine(folder, library),
                type => !type.StartsWith("Swish.Kernels.", StringComparison.Ordinal), Options.Value);
        return Path.Combine(folder, "Swish.Fuzzing.dll");
    }
}
