using System.Globalization;
using System.Text;
using Google.Protobuf;
using Swish.Data;
using Swish.Models.Onnx;

namespace Swish.Models;

/// <summary>
/// Reads and writes trained networks as ONNX files. A file is written under a temporary name, flushed to disk and then
/// renamed, so that an interrupted write leaves no incomplete file under its name.
/// </summary>
public static class NetworkFile
{
    /// <summary>The extension of the files.</summary>
    public const string Extension = ".onnx";

    // ONNX begins with two short fields, the version of the format and the producer.
    private const int HeadLength = 64, ChunkLength = 1 << 16, LargeLength = 1 << 26;

    /// <summary>Returns the path of the file of a run.</summary>
    /// <param name="folder">The folder of the networks of several runs.</param>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <returns>The path, <c>folder/runId.onnx</c>.</returns>
    public static string PathOf(string folder, string runId) => Path.Combine(folder, runId + Extension);

    /// <summary>
    /// Creates a folder for networks if it does not exist, and checks that files can be written to it.
    /// </summary>
    /// <param name="folder">The path of the folder.</param>
    /// <exception cref="SwishException">
    /// The folder cannot be created, or files cannot be written to it (NetworkFileUnavailable, NetworkFileFull), or its
    /// path has a character that no log takes (InvalidPath).
    /// </exception>
    public static void PrepareFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (folder.Any(PrintableText.IsUnprintable))
            throw new SwishException("InvalidPath", ErrorKind.InvalidArgument,
                $"The path '{PrintableText.EscapeName(folder)}' has control characters or marks of direction, which no "
                + "result log takes; specify another folder for the networks.", folder);
        WrapErrors(folder, () =>
        {
            DiskFlush.CreateFolder(folder);
            AtomicFile.RequireWritable(PathOf(folder, new('0', 32)));
            return true;
        });
    }

    /// <summary>Writes a network to a file.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The path of the file, whose folder must exist.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <exception cref="SwishException">
    /// The file exists and <paramref name="overwrite"/> is false (NetworkFileExists); the disk is full
    /// (NetworkFileFull); the file cannot be written for another reason (NetworkFileUnavailable); or the network has
    /// more than 2 GiB, which is the limit of ONNX (NetworkTooLarge). A file that existed before is unchanged.
    /// </exception>
    public static void Write(TrainedNetwork network, string path, bool overwrite = false) =>
        Write(network, path, overwrite, AtomicFile.Write);

    /// <summary>Writes a network to a file by a method that tests replace, as <see cref="AtomicFile.Write"/>.</summary>
    internal static void Write(
        TrainedNetwork network, string path, bool overwrite, Action<string, Action<Stream>, bool> write)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckNew(path, overwrite);
        ModelProto model = CreateModel(network, path);
        WrapErrors(path, () =>
        {
            write(path, model.WriteTo, overwrite);
            return true;
        });
    }

    /// <summary>
    /// Writes the network of a run to a folder. A file of the same name is only replaced if it is of the same run, and has the
    /// same names of classes and features.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">The path of the folder.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="SwishException">The errors of <see cref="Write(TrainedNetwork, string, bool)"/>.</exception>
    internal static string WriteOfRun(TrainedNetwork network, string folder) =>
        WriteOfRun(network, folder, AtomicFile.Write);

    /// <summary>Writes the network of a run by a method that tests replace.</summary>
    internal static string WriteOfRun(
        TrainedNetwork network, string folder, Action<string, Action<Stream>, bool> write)
    {
        string path = PathOf(folder, network.RunId);
        bool isOurs = IsOfRun(path, network.RunId);
        if (!isOurs && File.Exists(path)) throw NotOfRun(path);
        if (isOurs) RequireSame(path, network);
        try
        {
            Write(network, path, isOurs, write);
        }
        catch (SwishException) when (!isOurs && IsOfRun(path, network.RunId))
        {
            // Another process has trained the same run at the same time.
            RequireSame(path, network);
        }
        return path;
    }

    /// <summary>Creates the error for another file in the place of the network of a run.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The error.</returns>
    internal static SwishException NotOfRun(string path) => new("NetworkFileExists", ErrorKind.ResourceExists,
        $"The file '{path}' exists and is not the network of this run. Move it, or specify another folder.", path);

    /// <summary>Determines whether a file is the complete network of a run.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <returns>False if there is no such file, or if it is another or damaged.</returns>
    internal static bool IsIntact(string path, string runId)
    {
        if (!IsOfRun(path, runId)) return false;
        try
        {
            return Read(path).RunId == runId;
        }
        catch (SwishException)
        {
            return false;
        }
    }

    /// <summary>
    /// Reads the network of a run, and checks that it has the names of a data set: those of classes and features are not part of
    /// the fingerprint of a run.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <param name="weightHash">The hash of its weights.</param>
    /// <param name="dataset">The data set.</param>
    /// <returns>The network.</returns>
    /// <exception cref="SwishException">
    /// The errors of <see cref="Read(string)"/>; the network is of another run, or the names differ (NetworkFileExists).
    /// </exception>
    internal static TrainedNetwork ReadOfRun(string path, string runId, string weightHash, Dataset dataset)
    {
        TrainedNetwork network = Read(path);
        if (network.RunId != runId || network.WeightHash != weightHash) throw NotOfRun(path);
        return HasNames(network, dataset.ClassNames, dataset.FeatureNames) ? network : throw OtherNames(path);
    }

    private static void RequireSame(string path, TrainedNetwork network)
    {
        TrainedNetwork existing;
        try
        {
            existing = Read(path);
        }
        catch (SwishException)
        {
            // What cannot be read is replaced by the network that it was.
            return;
        }
        if (existing.RunId != network.RunId || existing.WeightHash != network.WeightHash) throw NotOfRun(path);
        if (!HasNames(existing, network.ClassNames, network.FeatureNames)) throw OtherNames(path);
    }

    private static bool HasNames(TrainedNetwork network, IEnumerable<string> classes, IEnumerable<string> features) =>
        network.ClassNames.SequenceEqual(classes) && network.FeatureNames.SequenceEqual(features);

    private static SwishException OtherNames(string path) => new("NetworkFileExists", ErrorKind.ResourceExists,
        $"The file '{path}' is the network of the same run on the same numbers, with other names of classes or columns. Move it, or "
        + "specify another folder.", path);

    /// <summary>
    /// Determines whether a file is the network of a run, from the name of its producer at its beginning and the entry of
    /// the fingerprint in its metadata. The rest is not checked.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="runId">The fingerprint of the run.</param>
    /// <returns>False if there is no such file, or if it is another.</returns>
    internal static bool IsOfRun(string path, string runId)
    {
        if (!File.Exists(path)) return false;
        try
        {
            using FileStream file = new(
                RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0);
            // ONNX has at most 2 GiB. A longer file, which may be sparse, would take hours to read.
            if (file.Length > int.MaxValue) return false;
            byte[] mark = Encoding.ASCII.GetBytes(ModelWriter.Producer), sought = ModelMetadata.RunIdEntry(runId);
            byte[] chunk = new byte[ChunkLength];
            int count = file.ReadAtLeast(chunk, ChunkLength, throwOnEndOfStream: false);
            if (chunk.AsSpan(0, Math.Min(count, HeadLength)).IndexOf(mark) < 0) return false;
            while (chunk.AsSpan(0, count).IndexOf(sought) < 0)
            {
                // The fingerprint may lie across the end of a chunk.
                int kept = Math.Min(count, sought.Length - 1);
                chunk.AsSpan(count - kept, kept).CopyTo(chunk);
                int read = file.ReadAtLeast(chunk.AsSpan(kept), ChunkLength - kept, throwOnEndOfStream: false);
                if (read == 0) return false;
                count = kept + read;
            }
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Checks that a file can be written without replacing another.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="overwrite">Whether to replace an existing file, whose name must end in <see cref="Extension"/>.</param>
    /// <exception cref="SwishException">
    /// The file exists (NetworkFileExists), or it is a pipe, a socket or a device (PathNotFile).
    /// </exception>
    public static void CheckNew(string path, bool overwrite)
    {
        OutputFile.RequireReplaceable(path);
        // Of a link, the file that it refers to would be replaced.
        if (overwrite && File.Exists(path)
            && !AtomicFile.Target(path).EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            throw new SwishException("NetworkFileExists", ErrorKind.ResourceExists,
                $"The file '{path}' already exists, and is none that ends in {Extension}: only those are overwritten.", path);
        if (overwrite && File.Exists(path) && OutputFile.IsResultLog(path))
            throw new SwishException("NetworkFileExists", ErrorKind.ResourceExists,
                $"The file '{path}' is a result log, which nothing else overwrites, even with -Force; choose another path.", path);
        if (!overwrite && File.Exists(path))
            throw new SwishException("NetworkFileExists", ErrorKind.ResourceExists,
                $"The file '{path}' already exists. Use -Force to overwrite it, or specify another path.", path);
    }

    /// <summary>Checks before a network is trained that it can be written later.</summary>
    /// <param name="path">The path of the file, or of a folder for it.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <exception cref="SwishException">
    /// The errors of <see cref="CheckNew"/> and <see cref="PrepareFolder"/>; the folder of the file does not exist
    /// (PathNotFound), or the file cannot be written there (CannotWriteFile).
    /// </exception>
    public static void CheckWritable(string path, bool overwrite)
    {
        if (Directory.Exists(path))
        {
            PrepareFolder(path);
            return;
        }
        CheckNew(path, overwrite);
        OutputFile.RequireFolder(path);
    }

    /// <summary>Reads a network from a file.</summary>
    /// <param name="path">The path of a file that Swish wrote.</param>
    /// <returns>The network, whose parameters are bit-identical with those that were written.</returns>
    /// <exception cref="SwishException">
    /// The file cannot be read (NetworkFileUnavailable); it is not an ONNX file, or one of another program
    /// (NetworkFileForeign); it has an unsupported version (NetworkFileVersion); or it is damaged (NetworkFileDamaged).
    /// </exception>
    public static TrainedNetwork Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        // A large file of something else is not read to its end; its beginning is no network either.
        return Read(WrapErrors(path, () => new FileInfo(RegularFile.Require(path)) is { Exists: true, Length: > LargeLength }
            && !HasMark(path) ? [] : File.ReadAllBytes(path)), path);
    }

    /// <summary>Determines whether a file has the name of its producer at its beginning.</summary>
    private static bool HasMark(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0);
        byte[] head = new byte[HeadLength];
        int count = file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        return head.AsSpan(0, count).IndexOf(Encoding.ASCII.GetBytes(ModelWriter.Producer)) >= 0;
    }

    /// <summary>Reads a network from the contents of a file; the path is only for messages.</summary>
    internal static TrainedNetwork Read(byte[] bytes, string path)
    {
        try
        {
            return ModelReader.Read(bytes);
        }
        catch (ModelException error) when (error.IsForeign)
        {
            throw new SwishException("NetworkFileForeign", ErrorKind.InvalidData,
                $"'{path}' cannot be read: {error.Message}. Only networks that Export-SwishNetwork or "
                + "Invoke-SwishTraining -NetworkPath wrote can be read; use ONNX Runtime for others.", path, error);
        }
        catch (ModelException error) when (error.Version is int version)
        {
            throw new SwishException("NetworkFileVersion", ErrorKind.InvalidData,
                string.Create(CultureInfo.InvariantCulture,
                    $"The network '{path}' has version {version}; this version of Swish reads version ")
                + $"{ModelWriter.MetadataVersion}. Use the version of Swish that wrote it.", path, error);
        }
        catch (ModelException error)
        {
            throw new SwishException("NetworkFileDamaged", ErrorKind.InvalidData,
                $"The network '{path}' is damaged, or was changed by another program: {error.Message}. Export it "
                + "again, or train it again.", path, error);
        }
    }

    private static ModelProto CreateModel(TrainedNetwork network, string path)
    {
        // Room for the graph and the metadata.
        const long Rest = 16 << 20;
        long bytes = network.Tensors.Sum(
            tensor => sizeof(float) * (tensor.Averages is null ? 1L : 2L) * tensor.Values.Length);
        if (bytes > int.MaxValue - Rest)
            throw new SwishException("NetworkTooLarge", ErrorKind.LimitExceeded,
                string.Create(CultureInfo.InvariantCulture,
                    $"The network has {bytes} bytes of parameters; an ONNX file has at most {int.MaxValue}. ")
                + "Train a smaller network to save it.", path);
        return ModelWriter.Write(network);
    }

    private static T WrapErrors<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (DiskErrors.IsDiskFull(error))
        {
            throw new SwishException("NetworkFileFull", ErrorKind.LimitExceeded,
                $"There is no space left for the network '{path}'. Free some disk space, or specify another folder.",
                path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            throw new SwishException("NetworkFileUnavailable", ErrorKind.ResourceUnavailable,
                $"The network '{path}' cannot be read or written: {error.Message} Specify a file or folder that can be "
                + "accessed.", path, error);
        }
    }
}
