using System.Buffers.Binary;
using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;

namespace Swish.Data.Images;

/// <summary>
/// Holds the images of a folder that has a folder for each class: <c>train/class/*.png</c> and <c>test/class/*.png</c>, or
/// only <c>class/*.png</c>. Classes and files are in ordinal order of their names, whatever their order on the disk.
/// </summary>
public sealed class ImageFolder
{
    private const int MaxDepth = 16;

    // The names of a folder with images to test on, the first that exists.
    private static readonly string[] TestNames = ["test", "val", "valid", "validation"];

    private readonly ExampleShape _shape;
    private readonly string[] _classes;
    private readonly byte[] _pixels;
    private readonly ushort[] _labels;
    private readonly int? _testStart;

    private ImageFolder(ExampleShape shape, string[] classes, byte[] pixels, ushort[] labels, int? testStart)
    {
        _shape = shape;
        _classes = classes;
        _pixels = pixels;
        _labels = labels;
        _testStart = testStart;
    }

    /// <summary>Gets whether the folder says which images to test on.</summary>
    public bool HasTestImages => _testStart is not null;

    /// <summary>Reads all images of a folder, on all processors.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="options">How to read them.</param>
    /// <param name="progress">Is called on any thread with the number of images read and of all; null for
    /// none.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The images.</returns>
    /// <exception cref="SwishException">
    /// The folder does not exist (DatasetFolderNotFound) or is a file (DatasetFolderIsFile), has fewer than two classes
    /// or a class without images (ImageFolderLayout), has images of different sizes (ImageSizeMismatch) or more than fit
    /// into an array (ImageTooLarge), or <see cref="ImageFile.Read(string)"/> rejects an image.
    /// </exception>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    public static ImageFolder Read(
        string folder, ImageFolderOptions options, Action<int, int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        (string[] classes, List<(string Path, ushort Label)> files, int? testStart) = Find(folder, cancellationToken);
        DecodedImage first = ImageFile.Read(files[0].Path);
        int rows = options.Rows ?? first.Rows, columns = options.Columns ?? options.Rows ?? first.Columns;
        int channels = options.Grayscale ? 1 : 3;
        ExampleShape shape = ExampleShape.OfImage(channels, rows, columns);
        if ((long)files.Count * shape.InputCount > Array.MaxLength)
            throw new SwishException("ImageTooLarge", ErrorKind.LimitExceeded,
                $"{files.Count} images of {shape} are more than {Array.MaxLength} bytes; use a smaller Size, or fewer "
                + "images.", folder);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(files.Count * shape.InputCount);
        bool resizes = options.Rows is not null, isColor = false;
        int done = 0;
        SwishException?[] errors = new SwishException?[files.Count];
        using MemoryBudget memory = ImageFile.CreateBudget();
        Parallel.For(0, files.Count, new() { CancellationToken = cancellationToken }, (i, state) =>
        {
            // Errors of later files are not needed: the first in order is reported.
            if (state.LowestBreakIteration < i) return;
            try
            {
                DecodedImage image = ImageFile.Read(files[i].Path, memory, cancellationToken);
                if (!resizes && (image.Rows != rows || image.Columns != columns))
                    throw SizeMismatch(files[i].Path, image, files[0].Path, first);
                image.WriteTo(rows, columns, channels, pixels.AsSpan(i * shape.InputCount, shape.InputCount));
                if (image.HasColor) Volatile.Write(ref isColor, true);
            }
            catch (SwishException error)
            {
                errors[i] = error;
                state.Break();
            }
            progress?.Invoke(Interlocked.Increment(ref done), files.Count);
        });
        if (Array.Find(errors, error => error is not null) is SwishException wrong) throw wrong;
        if (channels == 3 && !isColor)
        {
            pixels = FirstChannel(pixels, files.Count, rows * columns);
            shape = ExampleShape.OfImage(1, rows, columns);
        }
        return new(shape, classes, pixels, [.. files.Select(file => file.Label)], testStart);
    }

    /// <summary>Makes a data set of the images.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="testShare">The share of the images to test on, unless the folder says which.</param>
    /// <param name="splitSeed">The seed of the split, and of the order of the images to train on.</param>
    /// <returns>The data set.</returns>
    /// <exception cref="SwishException">The share is not above 0 and below 1 (InvalidTestShare), or there are too few
    /// images (TooFewExamples).</exception>
    public Dataset ToDataset(string name, double testShare, int splitSeed)
    {
        // Hashing and copying take about as long.
        Task<string> source = Task.Run(() => SourceFingerprint(testShare));
        (int[] training, int[] test) = _testStart is int start
            ? (ExampleSplit.Shuffled([.. Enumerable.Range(0, start)], splitSeed),
                [.. Enumerable.Range(start, _labels.Length - start)])
            : ExampleSplit.Stratified(_labels, _labels.Length, testShare, splitSeed);
        return new(name, _shape, _classes.Length, Select(training), Select(test))
        {
            ClassNames = _classes,
            SplitSeed = splitSeed,
            SourceFingerprint = source.GetAwaiter().GetResult(),
        };
    }

    private static (string[] Classes, List<(string Path, ushort Label)> Files, int? TestStart) Find(
        string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(folder))
            throw new SwishException("DatasetFolderIsFile", ErrorKind.InvalidArgument,
                $"'{folder}' is a file; name the folder that has a folder for each class.", folder);
        if (!Directory.Exists(folder))
            throw new SwishException("DatasetFolderNotFound", ErrorKind.NotFound,
                $"There is no folder '{folder}'; name one that has a folder for each class.", folder);
        string[] parts = Folders(folder);
        string? training = Array.Find(parts, part => IsNamed(part, "train"));
        string? test = TestNames.Select(name => Array.Find(parts, part => IsNamed(part, name))).FirstOrDefault(p => p is not null);
        if (training is null || test is null)
        {
            (string[] names, List<(string, ushort)> all) = FindClasses(training ?? folder, null, cancellationToken);
            return (names, all, null);
        }
        (string[] classes, List<(string Path, ushort Label)> files) = FindClasses(training, null, cancellationToken);
        int start = files.Count;
        files.AddRange(FindClasses(test, classes, cancellationToken).Files);
        return (classes, files, start);

        static bool IsNamed(string path, string name) =>
            Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    private static (string[] Classes, List<(string Path, ushort Label)> Files) FindClasses(
        string folder, string[]? known, CancellationToken cancellationToken)
    {
        string[] folders = Folders(folder);
        string[] classes = [.. folders.Select(path => Path.GetFileName(path))];
        if (known is null && classes.Length is < 2 or > Dataset.MaxClasses)
            throw Layout(folder, $"has {classes.Length} folders, one for each class; there must be 2 to {Dataset.MaxClasses}");
        if (known is not null && classes.FirstOrDefault(name => !known.Contains(name)) is string unknown)
            throw Layout(folder, $"has the class {unknown}, which has no images to train on");
        List<(string Path, ushort Label)> files = [];
        foreach (string path in folders)
        {
            int label = Array.IndexOf(known ?? classes, Path.GetFileName(path));
            string[] images = Files(path, cancellationToken);
            if (images.Length == 0) throw Layout(path, "has no image (.png, .jpg, .jpeg or .bmp)");
            files.AddRange(images.Select(image => (image, (ushort)label)));
        }
        return files.Count > 0 ? (classes, files) : throw Layout(folder, "has no folders with images");
    }

    /// <summary>Returns the folders in a folder in ordinal order, without hidden ones.</summary>
    private static string[] Folders(string folder) =>
        Access(folder, () => Directory.GetDirectories(folder))
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal).ToArray();

    /// <summary>
    /// Returns the images in a folder and those below it, in ordinal order of their relative paths. Links to files are read, and
    /// links to folders are not: they may lead back to a folder above, or to another class.
    /// </summary>
    private static string[] Files(string folder, CancellationToken cancellationToken) =>
        Access(folder, () => new FileSystemEnumerable<string>(
                folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
                new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth })
        {
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return !entry.IsDirectory;
            },
        })
            .Where(ImageFile.HasImageExtension)
            .OrderBy(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), StringComparer.Ordinal).ToArray();

    private static IEnumerable<string> Access(string folder, Func<IEnumerable<string>> list)
    {
        try
        {
            return [.. list()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SwishException("ImageUnreadable", ErrorKind.ResourceUnavailable,
                $"Cannot read the folder '{folder}': {e.Message}", folder, e);
        }
    }

    private static byte[] FirstChannel(byte[] pixels, int count, int plane)
    {
        byte[] gray = GC.AllocateUninitializedArray<byte>(count * plane);
        for (int i = 0; i < count; i++) pixels.AsSpan(i * 3 * plane, plane).CopyTo(gray.AsSpan(i * plane));
        return gray;
    }

    private ExampleSet Select(int[] indices)
    {
        int size = _shape.InputCount;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(indices.Length * size);
        for (int i = 0; i < indices.Length; i++)
            _pixels.AsSpan(indices[i] * size, size).CopyTo(pixels.AsSpan(i * size));
        return ExampleSet.OfBytes(pixels, [.. indices.Select(i => _labels[i])], size);
    }

    private string SourceFingerprint(double testShare)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string head = string.Create(CultureInfo.InvariantCulture,
            $"{_shape}\n{_classes.Length}\n{_testStart}\n{(_testStart is null ? testShare : 0):R}\n");
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(head));
        hash.AppendData(_pixels);
        byte[] labels = new byte[2 * _labels.Length];
        for (int i = 0; i < _labels.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(labels.AsSpan(2 * i), _labels[i]);
        hash.AppendData(labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static SwishException SizeMismatch(string path, DecodedImage image, string firstPath, DecodedImage first) =>
        new("ImageSizeMismatch", ErrorKind.InvalidData,
            $"'{path}' has {image.Rows} × {image.Columns} pixels, '{firstPath}' {first.Rows} × {first.Columns}; use Size to "
            + "resize all images.", path);

    private static SwishException Layout(string path, string problem) =>
        new("ImageFolderLayout", ErrorKind.InvalidData,
            $"'{path}' {problem}. Images are in train/<class> and test/<class>, or in <class>.", path);
}
