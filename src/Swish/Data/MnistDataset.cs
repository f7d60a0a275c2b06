using System.Reflection;

namespace Swish.Data;

/// <summary>
/// Reads MNIST, and every data set that comes as the same four IDX files (Fashion-MNIST, KMNIST), plain or gzipped.
/// </summary>
public static class MnistDataset
{
    private const string ShippedName = "MNIST";

    private static readonly string[] Stems = ["train-images", "train-labels", "t10k-images", "t10k-labels"];

    /// <summary>Gets the folder of the MNIST files that ship with the module: <c>data/mnist</c> in this library's
    /// folder or in the folder above it.</summary>
    /// <exception cref="SwishException">There is no such folder (ShippedDatasetNotFound).</exception>
    public static string ShippedFolder =>
        FindShippedFolder(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location) is { Length: > 0 } folder
            ? folder
            : AppContext.BaseDirectory);

    /// <summary>Reads the MNIST files that ship with the module.</summary>
    /// <returns>The data set, named MNIST.</returns>
    /// <exception cref="SwishException">The files are missing (ShippedDatasetNotFound), or <see cref="Load"/> rejects
    /// them.</exception>
    public static Dataset LoadShipped() => Load(ShippedFolder, ShippedName);

    /// <summary>
    /// Reads <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c> (or with a dot before <c>idx</c>, as some archives spell them), each plain or as
    /// <c>.gz</c>. If a folder has the same file in several spellings, the first in this order is read.
    /// </summary>
    /// <remarks>
    /// The number of classes is the largest training label plus 1, and at least 2. A training label of 10 or more is
    /// accepted only if every label from 1 up to it occurs, so that a damaged byte does not add a class.
    /// </remarks>
    /// <param name="folder">The folder, absolute or relative to the current directory of the process.</param>
    /// <param name="name">The name to show in results; null uses the name of the folder.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="SwishException">
    /// The folder does not exist (DatasetFolderNotFound), is a file (DatasetFolderIsFile) or lacks a file
    /// (DatasetFileMissing); <see cref="IdxFile.Read(string, int)"/> rejects a file; the numbers of images and labels
    /// differ (DatasetCountMismatch); training and test images have different sizes (DatasetImageSizeMismatch); a set
    /// is empty (DatasetEmpty); or a label is out of range (DatasetLabelOutOfRange). The message names the file.
    /// </exception>
    public static Dataset Load(string folder, string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string[] paths = FindFiles(folder);

        // The training images take nine tenths of the time, so the other files are read in parallel.
        Task<IdxFile>[] reading = new Task<IdxFile>[paths.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            string path = paths[i];
            int rank = i % 2 == 0 ? 3 : 1;
            reading[i] = Task.Run(() => IdxFile.Read(path, rank));
        }
        IdxFile[] files = new IdxFile[paths.Length];
        try
        {
            Task.WaitAll(reading);
        }
        catch (AggregateException)
        {
            // The loop below rethrows the error of the first file that has one.
        }
        for (int i = 0; i < paths.Length; i++) files[i] = reading[i].GetAwaiter().GetResult();

        ExampleSet training = Join(files[0], files[1], paths[0], paths[1]);
        ExampleSet test = Join(files[2], files[3], paths[2], paths[3]);
        int rows = files[0].Dimensions[1];
        int columns = files[0].Dimensions[2];
        if (files[2].Dimensions[1] != rows || files[2].Dimensions[2] != columns)
            throw new SwishException("DatasetImageSizeMismatch", ErrorKind.InvalidData,
                $"The test images in '{paths[2]}' are {files[2].Dimensions[1]} × {files[2].Dimensions[2]} pixels, the "
                + $"training images {rows} × {columns}; both must have the same size.", paths[2]);
        int classes = CountClasses(training.Labels, paths[1]);
        int wrong = test.Labels.IndexOfAnyExceptInRange((ushort)0, (ushort)(classes - 1));
        if (wrong >= 0) throw LabelOutOfRange(paths[3], wrong, test.Labels[wrong], classes);
        return new Dataset(
            name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            rows, columns, classes, training, test);
    }

    /// <summary>Finds <c>data/mnist</c> in a folder or in the folder above it.</summary>
    /// <param name="libraryFolder">The folder of this library.</param>
    /// <returns>The path of the folder with the MNIST files.</returns>
    /// <exception cref="SwishException">There is no such folder (ShippedDatasetNotFound).</exception>
    internal static string FindShippedFolder(string libraryFolder)
    {
        foreach (string? above in (string?[])[libraryFolder, Path.GetDirectoryName(libraryFolder)])
        {
            string candidate = Path.Combine(above ?? "", "data", "mnist");
            if (above is not null && FindFile(candidate, Stems[0]) is not null) return candidate;
        }
        throw new SwishException("ShippedDatasetNotFound", ErrorKind.NotFound,
            $"There is no data/mnist in '{libraryFolder}' or the folder above it, so the module is incomplete. Install "
            + "it again, or name a folder with the four MNIST files.", libraryFolder);
    }

    private static string[] FindFiles(string folder)
    {
        if (File.Exists(folder))
            throw new SwishException("DatasetFolderIsFile", ErrorKind.InvalidArgument,
                $"'{folder}' is a file; name the folder that has the four IDX files.", folder);
        if (!Directory.Exists(folder))
            throw new SwishException("DatasetFolderNotFound", ErrorKind.NotFound,
                $"There is no folder '{folder}'; name one that has the four IDX files.", folder);
        string?[] paths = Array.ConvertAll(Stems, stem => FindFile(folder, stem));
        if (Array.IndexOf(paths, null) >= 0)
        {
            IEnumerable<string> missing = Stems.Where((_, i) => paths[i] is null).Select(stem => Spellings(stem)[0]);
            throw new SwishException("DatasetFileMissing", ErrorKind.NotFound,
                $"'{folder}' lacks {string.Join(", ", missing)} (each plain or as .gz).{PrefixHint(folder)}", folder);
        }
        return paths!;
    }

    // EMNIST's files are called emnist-digits-train-images-idx3-ubyte.gz, emnist-letters-….
    private static string PrefixHint(string folder)
    {
        string? prefixed = Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal).FirstOrDefault(f => f.IndexOf(Stems[0], StringComparison.Ordinal) > 0);
        if (prefixed is null) return "";
        string prefix = prefixed[..prefixed.IndexOf(Stems[0], StringComparison.Ordinal)];
        return $" There is {prefixed}: copy the four files that begin with {prefix} into a folder of their own, under "
            + $"names without {prefix}";
    }

    private static string? FindFile(string folder, string stem) =>
        Spellings(stem).Select(spelling => Path.Combine(folder, spelling)).FirstOrDefault(File.Exists);

    private static string[] Spellings(string stem)
    {
        string kind = stem.EndsWith("images", StringComparison.Ordinal) ? "idx3-ubyte" : "idx1-ubyte";
        return [$"{stem}-{kind}", $"{stem}-{kind}.gz", $"{stem}.{kind}", $"{stem}.{kind}.gz"];
    }

    private static ExampleSet Join(IdxFile images, IdxFile labels, string imagePath, string labelPath)
    {
        int count = images.Dimensions[0];
        int pixelCount = images.Dimensions[1] * images.Dimensions[2];
        if (count != labels.Dimensions[0])
            throw new SwishException("DatasetCountMismatch", ErrorKind.InvalidData,
                $"'{imagePath}' has {count} images, but '{labelPath}' has {labels.Dimensions[0]} labels; "
                + "the numbers must be equal.",
                imagePath);
        if (count == 0 || pixelCount == 0)
            throw new SwishException("DatasetEmpty", ErrorKind.InvalidData,
                $"'{imagePath}' has {count} images of {images.Dimensions[1]} × {images.Dimensions[2]} pixels; "
                + "there must be at least one image and one pixel.", imagePath);
        return new ExampleSet(images.Values, labels.Values, pixelCount);
    }

    private static int CountClasses(ReadOnlySpan<ushort> labels, string path)
    {
        Span<bool> seen = stackalloc bool[256];
        foreach (ushort label in labels) seen[label] = true;
        int largest = seen.LastIndexOf(true);
        if (largest < 10) return Math.Max(2, largest + 1);
        int gap = seen[1..largest].IndexOf(false) + 1;
        if (gap == 0) return largest + 1;

        // The data set most likely has the classes below the gap, or the ten of MNIST if there are fewer.
        int classes = Math.Max(10, gap);
        int wrong = labels.IndexOfAnyExceptInRange((ushort)0, (ushort)(classes - 1));
        throw new SwishException("DatasetLabelOutOfRange", ErrorKind.InvalidData,
            $"'{path}' has the label {labels[wrong]} (first at example {wrong}, counted from 0), but no label {gap}. "
            + $"Labels of 10 or more are taken where every label from 1 up to the largest, {largest}, occurs: number "
            + "the classes without gaps.", labels[wrong]);
    }

    private static SwishException LabelOutOfRange(string path, int index, ushort label, int classes) =>
        new("DatasetLabelOutOfRange", ErrorKind.InvalidData,
            $"Example {index} (counted from 0) in '{path}' has the label {label}; the training labels go from 0 to "
            + $"{classes - 1}, and test labels must too.", label);
}
