using System.Reflection;

namespace Swish.Data;

/// <summary>
/// Reads MNIST, and every data set that comes as the same four IDX files (Fashion-MNIST, KMNIST), plain or gzipped.
/// </summary>
public static class MnistDataset
{
    /// <summary>The name of the data set that ships with the module.</summary>
    public const string ShippedName = "MNIST";
    private const int MaxNamed = 5;

    // The names of each file, the most common first: EMNIST's test files are called test.
    private static readonly string[][] Stems =
        [["train-images"], ["train-labels"], ["t10k-images", "test-images"], ["t10k-labels", "test-labels"]];

    /// <summary>Gets the folder of the MNIST files that ship with the module: <c>data/mnist</c> in this library's
    /// folder or in one of the two folders above it.</summary>
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
    /// <c>.gz</c>. If a folder has the same file in several spellings, the first in this order is read. The names may
    /// begin with a prefix and have <c>test</c> in place of <c>t10k</c>, as those of EMNIST
    /// (<c>emnist-letters-test-images-idx3-ubyte.gz</c>).
    /// </summary>
    /// <remarks>
    /// The number of classes is the largest training label plus 1, and at least 2. If no training example has one of the
    /// labels below it, <see cref="Dataset.Notes"/> says so.
    /// </remarks>
    /// <param name="folder">The folder, absolute or relative to the current directory of the process.</param>
    /// <param name="name">The name to show in results; null uses the name of the folder.</param>
    /// <param name="prefix">What the names of the files begin with, such as <c>emnist-letters</c>; null finds it, if the
    /// folder has files of one prefix only.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="SwishException">
    /// The folder does not exist (DatasetFolderNotFound), is a file (DatasetFolderIsFile), cannot be read (IdxUnreadable),
    /// lacks a file (DatasetFileMissing) or has those of several data sets (DatasetPrefixNeeded); <see cref="IdxFile.Read(string, int)"/> rejects a file; the numbers of images and labels
    /// differ (DatasetCountMismatch); training and test images have different sizes (DatasetImageSizeMismatch); a set
    /// is empty (DatasetEmpty); or a label is out of range (DatasetLabelOutOfRange). The message names the file.
    /// </exception>
    public static Dataset Load(string folder, string? name = null, string? prefix = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string[] paths = FindFiles(folder, prefix);

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
        (int classes, string? note) = CountClasses(training.Labels, paths[1]);
        int wrong = test.Labels.IndexOfAnyExceptInRange((ushort)0, (ushort)(classes - 1));
        if (wrong >= 0) throw LabelOutOfRange(paths[3], wrong, test.Labels[wrong], classes);
        return new Dataset(
            name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            rows, columns, classes, training, test)
        {
            Notes = note is null ? [] : [note],
        };
    }

    /// <summary>Finds <c>data/mnist</c> in a folder or in one of the two folders above it.</summary>
    /// <param name="libraryFolder">The folder of this library.</param>
    /// <returns>The path of the folder with the MNIST files.</returns>
    /// <exception cref="SwishException">There is no such folder (ShippedDatasetNotFound).</exception>
    internal static string FindShippedFolder(string libraryFolder)
    {
        // A module has the library in lib, or compiled ahead of time for a system in a folder of lib.
        string? folder = libraryFolder;
        for (int level = 0; level < 3 && folder is not null; level++, folder = Path.GetDirectoryName(folder))
        {
            string candidate = Path.Combine(folder, "data", "mnist");
            if (FindFile(candidate, "", Stems[0]) is not null) return candidate;
        }
        throw new SwishException("ShippedDatasetNotFound", ErrorKind.NotFound,
            $"There is no data/mnist in '{libraryFolder}' or the two folders above it, so the module is incomplete. "
            + "Install it again, or name a folder with the four MNIST files.", libraryFolder);
    }

    private static string[] FindFiles(string folder, string? prefix)
    {
        if (File.Exists(folder))
            throw new SwishException("DatasetFolderIsFile", ErrorKind.InvalidArgument,
                $"'{folder}' is a file and not a data set. Read a table with Import-TableDataset and the name of the column to "
                + "predict (-Label), and specify what it returns; of IDX files, specify the folder.", folder);
        if (!Directory.Exists(folder))
            throw new SwishException("DatasetFolderNotFound", ErrorKind.NotFound,
                $"There is no folder '{folder}'; name one that has the four IDX files.", folder);
        string start = prefix is null ? FindPrefix(folder) : prefix.Length == 0 ? "" : prefix.TrimEnd('-') + "-";
        string?[] paths = Array.ConvertAll(Stems, stems => FindFile(folder, start, stems));
        if (Array.IndexOf(paths, null) >= 0)
        {
            IEnumerable<string> missing =
                Stems.Where((_, i) => paths[i] is null).Select(stems => start + Spellings(stems[0])[0]);
            throw new SwishException("DatasetFileMissing", ErrorKind.NotFound,
                $"'{folder}' lacks {string.Join(", ", missing)} (each plain or as .gz).", folder);
        }
        return paths!;
    }

    /// <summary>Returns what the names of the files begin with: nothing if such files exist, or the only prefix.</summary>
    private static string FindPrefix(string folder)
    {
        if (FindFile(folder, "", Stems[0]) is not null) return "";
        string[] prefixes =
        [
            .. ListFiles(folder).Select(file => Path.GetFileName(file))
                .Where(file => file.IndexOf(Stems[0][0], StringComparison.Ordinal) > 0)
                .Select(file => file[..file.IndexOf(Stems[0][0], StringComparison.Ordinal)])
                .Distinct().Order(StringComparer.Ordinal),
        ];
        return prefixes.Length <= 1
            ? prefixes.FirstOrDefault("")
            : throw new SwishException("DatasetPrefixNeeded", ErrorKind.InvalidArgument,
                $"'{folder}' has the files of several data sets: {string.Join(", ", prefixes.Select(p => p.TrimEnd('-')))}. "
                + "Choose one by Prefix.", folder);
    }

    private static string[] ListFiles(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SwishException("IdxUnreadable", ErrorKind.ResourceUnavailable,
                $"The folder '{folder}' cannot be read: {error.Message}", folder, error);
        }
    }

    private static string? FindFile(string folder, string prefix, string[] stems) =>
        stems.SelectMany(Spellings).Select(spelling => Path.Combine(folder, prefix + spelling))
            .FirstOrDefault(File.Exists);

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

    /// <summary>Returns the number of classes, and a note if some have no example.</summary>
    private static (int Classes, string? Note) CountClasses(ReadOnlySpan<ushort> labels, string path)
    {
        Span<bool> seen = stackalloc bool[byte.MaxValue + 1];
        foreach (ushort label in labels) seen[label] = true;
        int classes = Math.Max(2, seen.LastIndexOf(true) + 1);
        List<int> missing = [];
        for (int label = 0; label < classes; label++)
            if (!seen[label])
                missing.Add(label);
        string? note = missing.Count == 0 ? null
            : $"No training example in '{path}' has the label {string.Join(", ", missing.Take(MaxNamed))}"
                + $"{(missing.Count > MaxNamed ? $" or {missing.Count - MaxNamed} others" : "")}; there are {classes} classes, "
                + "up to the largest label.";
        return (classes, note);
    }

    private static SwishException LabelOutOfRange(string path, int index, ushort label, int classes) =>
        new("DatasetLabelOutOfRange", ErrorKind.InvalidData,
            $"Example {index} (counted from 0) in '{path}' has the label {label}; the training labels go from 0 to "
            + $"{classes - 1}, and test labels must too.", label);
}
