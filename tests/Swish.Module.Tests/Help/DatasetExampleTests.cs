using System.Buffers.Binary;
using System.IO.Compression;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Swish.Module.Tests.Help;

/// <summary>
/// Runs the examples of the help pages that train on well-known data sets, as they stand, on small files of the same names
/// and formats. The environment variable of the example is replaced by a path, because other tests run beside it.
/// </summary>
public sealed class DatasetExampleTests : IClassFixture<PowerShellSession>, IDisposable
{
    private const string Fashion = "/usr/share/datasets/fashion-mnist";

    private readonly PowerShellSession _session;
    private readonly string _folder = Directory.CreateTempSubdirectory("swish-").FullName;

    public DatasetExampleTests(PowerShellSession session) => _session = session;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_of_EMNIST_are_trained_on()
    {
        WriteIdx("emnist-balanced-", "test", labels: [.. Enumerable.Range(0, 47)]);
        // The labels of this one begin at 1.
        WriteIdx("emnist-letters-", "test", labels: [.. Enumerable.Range(1, 26)]);
        Assert.Equal(["ReLU, 47", "Swish, 47"], Train("Import-MnistDataset", "SWISH_EMNIST", _folder)
            .Select(run => $"{run.Properties["Activation"].Value}, {run.Properties["Classes"].Value}"));
    }

    [Fact]
    public void Files_of_Fashion_MNIST_are_trained_on()
    {
        WriteIdx("", "t10k", labels: [.. Enumerable.Range(0, 10)]);
        RequireFashion(Train("Import-MnistDataset", "SWISH_FASHION", _folder));
    }

    [Fact]
    public void Fashion_MNIST_of_Debian_is_trained_on()
    {
        Assert.SkipUnless(Directory.Exists(Fashion), "Debian's package dataset-fashion-mnist is not installed.");
        IReadOnlyList<PSObject> runs = Train("Import-MnistDataset", "SWISH_FASHION", Fashion);
        RequireFashion(runs);
        Assert.All(runs, run => Assert.InRange(LanguagePrimitives.ConvertTo<double>(run.Properties["TestAccuracy"].Value), 0.5, 1));
    }

    [Fact]
    public void CIFAR_10_as_a_folder_is_trained_on()
    {
        string[] names =
            ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
        foreach ((string part, int count) in new[] { ("train", 13), ("test", 2) })
            for (int label = 0; label < names.Length; label++)
                for (int i = 0; i < count; i++)
                    File.WriteAllBytes(
                        Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, part, names[label])).FullName, $"{i:0000}.bmp"),
                        Bitmap(label, i));
        Assert.Equal(["CIFAR-10, 10", "CIFAR-10, 10"], Train("Import-ImageDataset", "SWISH_CIFAR10", _folder)
            .Select(run => $"{run.Properties["Dataset"].Value}, {run.Properties["Classes"].Value}"));
    }

    [Fact]
    public void CIFAR_10_in_its_binary_version_is_trained_on()
    {
        foreach (string file in (string[])[.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}"), "test_batch"])
            File.WriteAllBytes(
                Path.Combine(_folder, file + ".bin"),
                [.. Enumerable.Range(0, 30).SelectMany(i => new byte[3073].Select((_, k) => (byte)(k == 0 ? i % 10 : (i * k) & 0xFF)))]);
        Assert.Equal(["CIFAR-10", "CIFAR-10"], Train("Import-CifarDataset", "SWISH_CIFAR", _folder)
            .Select(run => run.Properties["Dataset"].Value));
    }

    private static void RequireFashion(IReadOnlyList<PSObject> runs) => Assert.Equal(
        ["Fashion-MNIST, ReLU", "Fashion-MNIST, Swish"],
        runs.Select(run => $"{run.Properties["Dataset"].Value}, {run.Properties["Activation"].Value}"));

    /// <summary>Runs the example with a variable, which is replaced by a path.</summary>
    private IReadOnlyList<PSObject> Train(string page, string variable, string path)
    {
        string code = HelpPages.Read(page).Examples.Select(example => example.Code)
            .Single(code => Variable(variable).IsMatch(code));
        return _session.Objects("$of_the_test = $args[0]\n" + Variable(variable).Replace(code, "$$of_the_test"), path);
    }

    private static Regex Variable(string name) => new($@"\$env:{name}\b");

    private void WriteIdx(string prefix, string test, int[] labels)
    {
        const int Side = 28;
        foreach ((string part, int copies) in new[] { ("train", 5), (test, 1) })
        {
            int count = copies * labels.Length;
            byte[] images = new byte[16 + (count * Side * Side)], classes = new byte[8 + count];
            WriteHeader(images, 0x803, count, Side, Side);
            WriteHeader(classes, 0x801, count);
            for (int i = 0; i < count; i++)
            {
                classes[8 + i] = (byte)labels[i % labels.Length];
                images.AsSpan(16 + (i * Side * Side) + (classes[8 + i] * 16), 16).Fill((byte)(200 + (i % 50)));
            }
            WriteGzip($"{prefix}{part}-images-idx3-ubyte.gz", images);
            WriteGzip($"{prefix}{part}-labels-idx1-ubyte.gz", classes);
        }
    }

    private static void WriteHeader(Span<byte> file, params ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file[(4 * i)..], numbers[i]);
    }

    private void WriteGzip(string name, byte[] content)
    {
        using GZipStream file = new(File.Create(Path.Combine(_folder, name)), CompressionLevel.Fastest);
        file.Write(content);
    }

    /// <summary>Returns an image of 32×32 pixels, with a bright row of colors for its class.</summary>
    private static byte[] Bitmap(int label, int seed)
    {
        const int Side = 32, Header = 54;
        byte[] file = new byte[Header + (Side * Side * 3)];
        "BM"u8.CopyTo(file);
        (file[10], file[14], file[18], file[22], file[26], file[28]) = (Header, 40, Side, Side, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        for (int i = Header; i < file.Length; i++) file[i] = (byte)((i * (seed + 3)) & 63);
        file.AsSpan(Header + (label * 3 * Side * 3), Side * 3).Fill((byte)(200 + seed));
        return file;
    }
}
