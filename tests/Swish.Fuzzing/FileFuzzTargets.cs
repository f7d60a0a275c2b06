using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using OxyPlot;
using SkiaSharp;
using Swish.Activations;
using Swish.Data;
using Swish.Data.Images;
using Swish.Data.Tables;
using Swish.Models;
using Swish.Models.Onnx;
using Swish.Recipes;
using Swish.Training;
using Swish.Training.Checkpoints;

namespace Swish.Fuzzing;

/// <summary>The readers of images, tables, archives, saved networks and checkpoints.</summary>
internal static class FileFuzzTargets
{
    private const string RunId = "fuzzed";

    private static readonly string[] TableWords =
        [",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "?", "NA", "NaN", "1e400", "-0", "1,5", "1.5", "\ufeff", "kind"];

    /// <summary>Gets the targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("image", [Png(), Bitmap(), Jpeg()], input => ImageFile.Decode(WithChecksums(input), "fuzzed"), [],
            AllocationPerByte: 1 << 16),
        new("table", [Table(), Encoding.UTF8.GetBytes("a\tkind\n1,5\tx\n2\ty\n-3\tx\n4\ty\n")],
            input => InFile("fuzzed.csv", input, ReadTable), TableWords, AllocationPerByte: 8192),
        new("table-gzip", [Gzip(Table())], input => InFile("fuzzed.csv.gz", input, ReadTable), [], AllocationPerByte: 1 << 16),
        new("cifar", [Tar()], input => InFile("fuzzed.tar", input, path => CifarDataset.Load(path)), ["ustar", "train.bin", "\0"],
            AllocationPerByte: 4096),
        new("network", [Network()], input => NetworkFile.Read(input, "fuzzed"), ["logits", "recipe", "{", "}", "NaN"],
            AllocationPerByte: 1 << 14),
        // The parameters are kept and the rest is read as text, which protocol buffers check first.
        new("network-metadata", [Metadata()], ReadMetadata, ["{", "}", "\"", ":", ",", "[", "]", "1e400", "null", "x", "-1"],
            AllocationPerByte: 1 << 14),
        // The hash is computed after the mutation, so that the state is read and not only the hash.
        new("checkpoint", [CheckpointState()], ReadCheckpoint, [], AllocationPerByte: 4096),
    ];

    /// <summary>Sets the checksums of a PNG after the mutation, so that its chunks are read and not only checked.</summary>
    private static byte[] WithChecksums(byte[] input)
    {
        byte[] mended = [.. input];
        for (long at = 8; PngData.IsPng(mended) && at + 12 <= mended.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(mended.AsSpan((int)at));
            if (at + 12 + length > mended.Length) break;
            uint checksum = Crc32.HashToUInt32(mended.AsSpan((int)at + 4, 4 + (int)length));
            BinaryPrimitives.WriteUInt32BigEndian(mended.AsSpan((int)(at + 8 + length)), checksum);
            at += 12 + length;
        }
        return mended;
    }

    private static void ReadTable(string path)
    {
        Table table = new(CultureInfo.InvariantCulture);
        TableFile.Read(path, table);
        table.ToDataset(new() { Label = "kind", TestShare = 0.5, MissingValue = MissingValueRule.Drop });
    }

    private static void ReadMetadata(byte[] input)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(Network());
        string[] values = Encoding.UTF8.GetString(input).Split('\u0001');
        for (int i = 0; i < model.MetadataProps.Count && i < values.Length; i++) model.MetadataProps[i].Value = values[i];
        // What is behind the hash is fuzzed, too.
        ModelMetadata.Sign(model);
        NetworkFile.Read(model.ToByteArray(), "fuzzed");
    }

    private static void ReadCheckpoint(byte[] state)
    {
        byte[] version = BitConverter.GetBytes(CheckpointFormat.Version);
        try
        {
            CheckpointFormat.Read(
                new MemoryStream([.. CheckpointFormat.Mark, .. version, .. SHA256.HashData(state), .. state]), RunId);
        }
        catch (InvalidDataException error)
        {
            // CheckpointFile warns of these, and trains the run from its beginning.
            throw new SwishException("CheckpointDamaged", ErrorKind.InvalidData, error.Message);
        }
    }

    private static byte[] CheckpointState()
    {
        NetworkSnapshot network = new(2, [("layers.0.weight", [1, 2, 3]), ("layers.0.bias", [0.5f])]);
        using MemoryStream stream = new();
        CheckpointFormat.Write(stream, RunId, new()
        {
            Step = 20,
            LearningRate = 0.1,
            Loss = 1.5,
            WeightsMayOverflow = false,
            OptimizerPowers = (0.9, 0.99),
            Network = network,
            BestNetwork = network,
            EpochLosses = [1, 2],
            Points = [new(10, 0.5, 0.1, 2, double.NaN, double.NaN)],
            Diagnostics = [new(0, 1, 0, 1, 0, 1, 1, new([new("beta", 1, 0, 2)]))],
        });
        return stream.ToArray()[(CheckpointFormat.Mark.Length + sizeof(int) + SHA256.HashSizeInBytes)..];
    }

    private static byte[] Network()
    {
        ExampleSet examples = ExampleSet.OfBytes([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 8))], [0, 1, 1, 0, 1, 0, 0, 1], 4);
        TrainingRecipe recipe = TrainingRecipe.Default with
        {
            Activation = ActivationCatalog.Parse("Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}"),
            HiddenLayers = new([3, 3]),
            BatchSize = 4,
            Steps = 2,
            ValidationCount = 0,
            MovingAverageDecay = 0.9,
            BatchNormInterval = 1,
            Residual = true,
        };
        TrainingResult result = Trainer.Run(
            recipe, new("fuzzed", 2, 2, 2, examples, examples, new string('a', 64)), new() { KeepsNetwork = true });
        return ModelWriter.Write(result.GetNetwork()!).ToByteArray();
    }

    private static byte[] Metadata() => Encoding.UTF8.GetBytes(
        string.Join('\u0001', ModelProto.Parser.ParseFrom(Network()).MetadataProps.Select(entry => entry.Value)));

    private static byte[] Table() => Encoding.UTF8.GetBytes(
        "x,\"y z\",color,kind\n1.5,2,red,a\n-2,\"3,5\",\"bl\"\"ue\",b\n1e3,?,red,a\n4,5,green,b\n");

    private static byte[] Png() => OxyImage.Create(Colors(), ImageFormat.Png).GetData();

    private static byte[] Bitmap() => OxyImage.Create(Colors(), ImageFormat.Bmp).GetData();

    private static OxyColor[,] Colors()
    {
        OxyColor[,] colors = new OxyColor[7, 5];
        for (int x = 0; x < 7; x++)
            for (int y = 0; y < 5; y++) colors[x, y] = OxyColor.FromRgb((byte)(30 * x), (byte)(50 * y), (byte)(x * y));
        return colors;
    }

    private static byte[] Jpeg()
    {
        using SKBitmap bitmap = new(19, 17);
        for (int i = 0; i < 19 * 17; i++) bitmap.SetPixel(i % 19, i / 19, new((byte)i, (byte)(7 * i), (byte)(i / 2)));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 60);
        return data.ToArray();
    }

    private static byte[] Tar()
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, leaveOpen: true))
            foreach (string name in (string[])["train.bin", "test.bin"])
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream([11, 77, .. new byte[3072]]),
                });
        return stream.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    private static void InFile(string name, byte[] content, Action<string> read)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"swish-fuzz-{Environment.ProcessId}");
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, name);
        File.WriteAllBytes(path, content);
        read(path);
    }
}
