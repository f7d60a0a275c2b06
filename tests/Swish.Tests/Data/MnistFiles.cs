using Swish.Data;

namespace Swish.Tests.Data;

/// <summary>Reads the MNIST files of the repository once for all tests.</summary>
public static class MnistFiles
{
    /// <summary>Gets the folder module/data/mnist of the repository that the tests were built in.</summary>
    public static string Folder { get; } = FindFolder();

    private static readonly Lazy<Dataset> Shared = new(() => MnistDataset.Load(Folder, "MNIST"));

    /// <summary>Gets the whole data set.</summary>
    public static Dataset Dataset => Shared.Value;

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Swish.slnx")))
                return Path.Combine(folder.FullName, "module", "data", "mnist");
        throw new DirectoryNotFoundException($"No Swish.slnx above {AppContext.BaseDirectory}.");
    }
}
