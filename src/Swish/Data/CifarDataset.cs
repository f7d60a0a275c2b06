using System.Formats.Tar;

namespace Swish.Data;

/// <summary>
/// Reads the binary version of CIFAR-10 and CIFAR-100 (A. Krizhevsky, "Learning multiple layers of features from tiny
/// images", 2009): records of one label (CIFAR-100: the coarse and the fine label) and 3 × 32 × 32 pixels.
/// </summary>
public static class CifarDataset
{
    private const int Side = 32;
    private const int PixelCount = 3 * Side * Side;
    // CIFAR-10 has 60,000 records of 3,073 bytes, and CIFAR-100 of 3,074.
    private const int MaxLength = 200_000_000;

    private static readonly string[] TenNames =
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"];

    // What the archives contain; a folder that has one of them is searched too.
    private static readonly string[] ArchiveFolders = ["cifar-10-batches-bin", "cifar-100-binary"];

    /// <summary>Reads CIFAR from a folder with its files, a folder that has the folder of the archive, or the archive
    /// itself (<c>cifar-10-binary.tar.gz</c>).</summary>
    /// <param name="path">The path of the folder or archive.</param>
    /// <param name="name">The name to show in results; null uses CIFAR-10 or CIFAR-100.</param>
    /// <param name="coarse">Whether the labels are the 20 superclasses of CIFAR-100.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The data set, 3×32×32.</returns>
    /// <exception cref="OperationCanceledException">The reading was canceled.</exception>
    /// <exception cref="SwishException">The path does not exist (DatasetFolderNotFound), or files are missing
    /// (DatasetFileMissing), cannot be read (CifarUnreadable), or have an impossible length (CifarWrongLength) or label
    /// (DatasetLabelOutOfRange).</exception>
    public static Dataset Load(
        string path, string? name = null, bool coarse = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!Path.Exists(path))
            throw new SwishException("DatasetFolderNotFound", ErrorKind.NotFound,
                $"There is no '{path}'; name the folder or the archive of CIFAR's binary version.", path);
        Dictionary<string, byte[]> files = ReadFiles(path, cancellationToken);
        bool isTen = files.ContainsKey("test_batch.bin");
        string[] training = isTen ? TenNames : ["train.bin"];
        string test = isTen ? "test_batch.bin" : "test.bin";
        string[] missing = [.. training.Append(test).Where(file => !files.ContainsKey(file))];
        if (missing.Length > 0)
            throw new SwishException("DatasetFileMissing", ErrorKind.NotFound,
                $"'{path}' lacks {string.Join(", ", missing)} of the binary version of CIFAR "
                + "(cifar-10-binary.tar.gz or cifar-100-binary.tar.gz).", path);
        if (isTen && coarse)
            throw new SwishException("ContradictingParameters", ErrorKind.Contradiction,
                "CIFAR-10 has no coarse labels; only CIFAR-100 has.", path);
        int classes = isTen ? 10 : coarse ? 20 : 100;
        Dataset dataset = new(
            name ?? (isTen ? "CIFAR-10" : "CIFAR-100"), ExampleShape.OfImage(3, Side, Side), classes,
            ReadRecords(training), ReadRecords([test]));
        string[]? names = ReadNames(isTen ? "batches.meta.txt" : coarse ? "coarse_label_names.txt" : "fine_label_names.txt");
        return names is null
            ? dataset
            : new(dataset.Name, dataset.Shape, classes, dataset.Training, dataset.Test) { ClassNames = names };

        ExampleSet ReadRecords(string[] batches)
        {
            int labelBytes = isTen ? 1 : 2;
            int length = labelBytes + PixelCount;
            foreach (string batch in batches)
                if (files[batch].Length == 0 || files[batch].Length % length != 0)
                    throw new SwishException("CifarWrongLength", ErrorKind.InvalidData,
                        $"{batch} in '{path}' has {files[batch].Length} bytes, which is not a number of records of {length}; "
                        + "download it again.", batch);
            int count = batches.Sum(batch => files[batch].Length / length);
            byte[] pixels = GC.AllocateUninitializedArray<byte>(count * PixelCount), labels = new byte[count];
            int next = 0;
            foreach (string batch in batches)
                for (int record = 0; record < files[batch].Length; record += length, next++)
                {
                    byte label = files[batch][record + (isTen || coarse ? 0 : 1)];
                    if (label >= classes)
                        throw new SwishException("DatasetLabelOutOfRange", ErrorKind.InvalidData,
                            $"Record {record / length} (counted from 0) of {batch} in '{path}' has the label {label}; labels "
                            + $"go from 0 to {classes - 1}. Is it the binary version?", label);
                    labels[next] = label;
                    files[batch].AsSpan(record + labelBytes, PixelCount).CopyTo(pixels.AsSpan(next * PixelCount));
                }
            return new(pixels, labels, PixelCount);
        }

        string[]? ReadNames(string file)
        {
            if (!files.TryGetValue(file, out byte[]? content)) return null;
            string[] lines = System.Text.Encoding.UTF8.GetString(content)
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.Length == classes ? lines : null;
        }
    }

    private static Dictionary<string, byte[]> ReadFiles(string path, CancellationToken cancellationToken)
    {
        string current = path;
        try
        {
            if (File.Exists(path)) return ReadArchive(path, cancellationToken);
            string folder = ArchiveFolders.Select(inner => Path.Combine(path, inner)).FirstOrDefault(Directory.Exists)
                ?? path;
            Dictionary<string, byte[]> files = [];
            long total = 0;
            foreach (string part in Directory.EnumerateFiles(folder).Where(file => IsPart(Path.GetFileName(file))))
            {
                // The length of an open file is that of the file that a link refers to.
                using FileStream file = Open(current = part);
                RequireLength(part, total += file.Length);
                byte[] content = GC.AllocateUninitializedArray<byte>((int)file.Length);
                file.ReadExactly(content);
                files[Path.GetFileName(part)] = content;
            }
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException
            or FormatException or ArgumentException or OverflowException or NotSupportedException or OutOfMemoryException)
        {
            throw new SwishException("CifarUnreadable", ErrorKind.ResourceUnavailable,
                $"Cannot read '{current}': {e.Message}", current, e);
        }
    }

    private static Dictionary<string, byte[]> ReadArchive(string path, CancellationToken cancellationToken)
    {
        using FileStream file = Open(path);
        // Names and attributes in the archive are read whole, so that they are bounded with everything else.
        const long MaxContent = MaxLength + (1 << 20);
        bool isGzip = GzipContent.IsGzip(file);
        using BoundedStream content = isGzip
            ? GzipContent.Open(file, MaxContent, cancellationToken)
            : new(file, MaxContent, cancellationToken);
        using TarReader tar = new(content);
        Dictionary<string, byte[]> files = [];
        long total = 0;
        while (tar.GetNextEntry() is TarEntry entry)
        {
            string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            if (!IsPart(name) || entry.DataStream is null || files.ContainsKey(name)) continue;
            RequireLength(name, total += entry.Length);
            // The length in the header is not trusted: memory grows only as data arrives.
            using MemoryStream copy = new();
            entry.DataStream.CopyTo(copy);
            files.Add(name, copy.ToArray());
        }
        // The checksum is behind the end of the archive.
        if (isGzip) content.CopyTo(Stream.Null);
        return files;
    }

    private static FileStream Open(string path) =>
        new(RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.Read);

    private static bool IsPart(string name) =>
        name is "test_batch.bin" or "train.bin" or "test.bin" or "batches.meta.txt" or "coarse_label_names.txt"
            or "fine_label_names.txt" || TenNames.Contains(name);

    private static void RequireLength(string file, long length)
    {
        if (length > MaxLength)
            throw new SwishException("CifarWrongLength", ErrorKind.InvalidData,
                $"The files of CIFAR up to '{file}' have {length} bytes; all together have at most {MaxLength}.", file);
    }
}
