using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Swish.Data;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Data;

public sealed class CifarDatasetTests : IDisposable
{
    private const int Pixels = 3072;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_archive_of_more_than_CIFAR_is_rejected_before_it_is_read()
    {
        using TemporaryFolder folder = new();
        for (int batch = 1; batch <= 5; batch++)
        {
            using FileStream file = File.Create(folder.File($"data_batch_{batch}.bin"));
            file.SetLength(174_702L * 3073);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        SwishException error = Assert.Throws<SwishException>(() => CifarDataset.Load(folder.Path));
        Assert.Equal("CifarWrongLength", error.ErrorId);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_link_has_the_length_of_its_file()
    {
        using TemporaryFolder folder = new(), files = new();
        for (int batch = 1; batch <= 5; batch++)
        {
            string name = $"data_batch_{batch}.bin";
            using FileStream file = File.Create(files.File(name));
            file.SetLength(174_702L * 3073);
            File.CreateSymbolicLink(folder.File(name), files.File(name));
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        SwishException error = Assert.Throws<SwishException>(() => CifarDataset.Load(folder.Path));
        Assert.Equal("CifarWrongLength", error.ErrorId);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Files_are_read_through_links()
    {
        WriteTen();
        using TemporaryFolder folder = new();
        foreach (string file in Directory.GetFiles(_folder.Path))
            File.CreateSymbolicLink(folder.File(Path.GetFileName(file)), file);
        Assert.Equal(CifarDataset.Load(_folder.Path).Fingerprint, CifarDataset.Load(folder.Path).Fingerprint);
    }

    [Theory]
    [InlineData(100, new byte[] { 0x80, 1, 2, 3, 4, 5, 6, 7 })] // a mode, in base 256, larger than an int
    [InlineData(156, new byte[] { (byte)'S' })] // a kind of entry that is not supported
    public void An_archive_with_an_impossible_header_is_rejected(int offset, byte[] bytes)
    {
        using TemporaryFolder folder = new(), archives = new();
        foreach (string file in (string[])["train.bin", "test.bin"]) folder.File(file, [11, 77, .. new byte[3072]]);
        using MemoryStream stream = new();
        TarFile.CreateFromDirectory(folder.Path, stream, includeBaseDirectory: false);
        byte[] tar = stream.ToArray();
        bytes.CopyTo(tar, offset);
        // The checksum: the sum of the header's bytes, in which it is itself spaces.
        "        "u8.CopyTo(tar.AsSpan(148));
        string sum = Convert.ToString(tar.Take(512).Sum(b => b), 8).PadLeft(6, '0');
        Encoding.ASCII.GetBytes(sum + "\0 ").CopyTo(tar, 148);
        SwishException error = Assert.Throws<SwishException>(() => CifarDataset.Load(archives.File("cifar.tar", tar)));
        Assert.Equal("CifarUnreadable", error.ErrorId);
    }

    [Theory]
    [InlineData('L')] // a long name
    [InlineData('x')] // extended attributes
    [InlineData('0')] // some other file
    public void A_small_archive_that_is_long_when_decompressed_is_not_read_to_its_end(char kind)
    {
        using TemporaryFolder archives = new();
        const long Length = 600L << 20;
        byte[] header = new byte[512];
        Encoding.ASCII.GetBytes("other").CopyTo(header, 0);
        Encoding.ASCII.GetBytes("0000644\0").CopyTo(header, 100);
        Encoding.ASCII.GetBytes(Convert.ToString(Length, 8).PadLeft(11, '0')).CopyTo(header, 124);
        header[156] = (byte)kind;
        Encoding.ASCII.GetBytes("ustar\0" + "00").CopyTo(header, 257);
        "        "u8.CopyTo(header.AsSpan(148));
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        string path = archives.File("cifar.tar.gz");
        using (FileStream file = File.Create(path))
        using (GZipStream gzip = new(file, CompressionLevel.Fastest))
        {
            gzip.Write(header);
            byte[] content = new byte[1 << 20];
            content.AsSpan().Fill((byte)'a');
            for (long written = 0; written < Length; written += content.Length) gzip.Write(content);
        }
        SwishException error = Assert.Throws<SwishException>(() => CifarDataset.Load(path));
        Assert.Equal("CifarUnreadable", error.ErrorId);
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_classes_are_read_from_six_files_with_their_names()
    {
        WriteTen();
        Dataset data = CifarDataset.Load(_folder.Path);
        Assert.Equal(("CIFAR-10", 10, 10, 2, "3×32×32"), (data.Name, data.Classes, data.Training.Count, data.Test.Count, data.Shape.ToString()));
        Assert.Equal("class 9", data.ClassNames[9]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], data.Training.Labels.ToArray().Select(l => (int)l));
        Assert.Equal(3, data.Training.ByteRow(3)[Pixels - 1]);
    }

    [Fact]
    public void An_archive_has_the_same_fingerprint()
    {
        WriteTen();
        string archive = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tar.gz");
        try
        {
            using (FileStream file = File.Create(archive))
            using (GZipStream gzip = new(file, CompressionLevel.Fastest))
                TarFile.CreateFromDirectory(_folder.Path, gzip, includeBaseDirectory: true);
            Assert.Equal(CifarDataset.Load(_folder.Path).Fingerprint, CifarDataset.Load(archive).Fingerprint);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>The end of the archive comes before that of the file.</summary>
    [Fact]
    public void An_archive_that_was_damaged_or_cut_off_is_rejected()
    {
        using TemporaryFolder archives = new();
        WriteTen();
        using MemoryStream stream = new();
        // Without compression, a changed bit is one of a pixel.
        using (GZipStream gzip = new(stream, CompressionLevel.NoCompression, leaveOpen: true))
            TarFile.CreateFromDirectory(_folder.Path, gzip, includeBaseDirectory: true);
        byte[] whole = stream.ToArray(), changed = [.. whole];
        int pixel = whole.AsSpan().IndexOf(new byte[2000]) + 1000;
        changed[pixel] ^= 1;
        Assert.Equal(CifarDataset.Load(_folder.Path).Fingerprint, CifarDataset.Load(archives.File("whole.tgz", whole)).Fingerprint);
        foreach (byte[] damaged in new[] { changed, whole[..^8], whole[..^1] })
            Assert.Equal("CifarUnreadable", Assert.Throws<SwishException>(
                () => CifarDataset.Load(archives.File($"{Guid.NewGuid():N}.tgz", damaged))).ErrorId);
    }

    [Theory]
    [InlineData(false, 100, 77)]
    [InlineData(true, 20, 11)]
    public void A_hundred_classes_have_coarse_and_fine_labels(bool coarse, int classes, int label)
    {
        foreach (string file in (string[])["train.bin", "test.bin"]) _folder.File(file, [11, 77, .. new byte[Pixels]]);
        Dataset data = CifarDataset.Load(_folder.Path, coarse: coarse);
        Assert.Equal((classes, label), (data.Classes, data.Training.Labels[0]));
    }

    [Fact]
    public void Wrong_files_are_rejected()
    {
        Rejected("DatasetFileMissing");
        WriteTen();
        _folder.File("test_batch.bin", new byte[Pixels]);
        Rejected("CifarWrongLength");
        _folder.File("test_batch.bin", [10, .. new byte[Pixels]]);
        Rejected("DatasetLabelOutOfRange");
        _folder.File("archive", [1, 2, 3]);
        Assert.Equal("CifarUnreadable", Assert.Throws<SwishException>(() => CifarDataset.Load(_folder.File("archive", new byte[2048].Select((_, i) => (byte)i).ToArray()))).ErrorId);
    }

    public void Dispose() => _folder.Dispose();

    private void WriteTen()
    {
        for (int batch = 0; batch < 5; batch++)
            _folder.File($"data_batch_{batch + 1}.bin", [.. Record(2 * batch), .. Record((2 * batch) + 1)]);
        _folder.File("test_batch.bin", [.. Record(1), .. Record(2)]);
        File.WriteAllLines(Path.Combine(_folder.Path, "batches.meta.txt"), Enumerable.Range(0, 10).Select(i => $"class {i}").Append(""));
    }

    private static byte[] Record(int label) => [(byte)label, .. Enumerable.Repeat((byte)label, Pixels)];

    private void Rejected(string errorId) =>
        Assert.Equal(errorId, Assert.Throws<SwishException>(() => CifarDataset.Load(_folder.Path)).ErrorId);
}
