using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using OxyPlot;
using Swish.Data;
using Swish.Data.Images;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Data.Images;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Folders_are_classes_and_planes_are_channels()
    {
        Save("train/b/1.png", Colors(2, 3, 10));
        Save("train/a/2.bmp", Colors(2, 3, 20));
        Save("test/a/3.png", Colors(2, 3, 30));
        Save("test/b/3.png", Colors(2, 3, 40));
        Dataset data = Read().ToDataset("set", 0.2, 1);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal(("3×2×3", InputScaling.UnitRange), (data.Shape.ToString(), data.Scaling));
        Assert.Equal([0, 1], data.Test.Labels.ToArray().Select(l => (int)l));
        // Red of the six pixels, then green, then blue.
        Assert.Equal([30, 31, 32, 33, 34, 35, 130, 131, 132, 133, 134, 135, 230, 231, 232, 233, 234, 235], data.Test.ByteRow(0).ToArray());
    }

    [Fact]
    public void The_order_of_files_on_the_disk_does_not_matter()
    {
        string[] names = ["a/1.png", "a/2.png", "b/1.png", "b/sub/1.png", "b/sub.png"];
        string[] fingerprints = new string[2];
        for (int run = 0; run < 2; run++)
        {
            foreach (string name in run == 0 ? names : names.Reverse())
                Save($"{run}/{name}", Colors(2, 2, 10 * Array.IndexOf(names, name)));
            File.WriteAllText(Path.Combine(_folder.Path, $"{run}/a/readme.txt"), "no image");
            fingerprints[run] = ImageFolder.Read(Path.Combine(_folder.Path, $"{run}"), new(), null, TestContext.Current.CancellationToken)
                .ToDataset("set", 0.4, 3).Fingerprint;
        }
        Assert.Equal(fingerprints[0], fingerprints[1]);
    }

    [Fact]
    public void Links_to_folders_are_not_followed_and_links_to_files_are()
    {
        Save("a/1.png", Colors(2, 2, 1));
        Save("b/1.png", Colors(2, 2, 2));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "b", "2.png"), Path.Combine(_folder.Path, "a", "1.png"));
        // A loop, and another class.
        for (int i = 0; i < 4; i++)
            Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a", $"loop{i}"), Path.Combine(_folder.Path, "a"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a", "up"), Path.Combine(_folder.Path, "b"));
        Dataset data = Read().ToDataset("set", 0.5, 1);
        Assert.Equal(3, data.Training.Count + data.Test.Count);
    }

    [Fact]
    public void Gray_images_have_one_channel_and_colors_can_become_gray()
    {
        Save("a/1.png", Gray(2, 2));
        Save("b/1.png", Gray(2, 2));
        Assert.Equal("2×2", Read().ToDataset("set", 0.5, 1).Shape.ToString());
        Save("b/2.png", Colors(2, 2, 7));
        Assert.Equal("3×2×2", Read().ToDataset("set", 0.5, 1).Shape.ToString());
        Assert.Equal("2×2", Read(new() { Grayscale = true }).ToDataset("set", 0.5, 1).Shape.ToString());
    }

    [Fact]
    public void Images_of_several_sizes_need_a_size()
    {
        Save("a/1.png", Colors(4, 4, 7));
        Save("b/1.png", Colors(4, 6, 7));
        Assert.Contains("1.png' has 4 × 6 pixels", Rejected("ImageSizeMismatch").Message, StringComparison.Ordinal);
        Assert.Equal("3×2×3", Read(new() { Rows = 2, Columns = 3 }).ToDataset("set", 0.5, 1).Shape.ToString());
    }

    [Fact]
    public void Resizing_averages_all_pixels()
    {
        DecodedImage image = new(4, 4, 1, [.. Enumerable.Range(0, 16).Select(i => (byte)(i / 4 < 2 ? 0 : 200))]);
        byte[] small = new byte[4];
        image.WriteTo(2, 2, 1, small);
        // A triangle filter of two pixels on each side: 1/8, 3/8, 3/8, 1/8, at the border without the first.
        Assert.Equal([29, 29, 171, 171], small);
        byte[] same = new byte[16];
        image.WriteTo(4, 4, 1, same);
        Assert.Equal(image.Pixels, same);
    }

    [Fact]
    public void A_file_that_is_no_image_is_rejected_by_its_name()
    {
        Save("a/1.png", Colors(2, 2, 7));
        Save("b/1.png", Colors(2, 2, 7));
        File.WriteAllText(Path.Combine(_folder.Path, "b/2.jpg"), "<html>");
        Assert.Contains("2.jpg", Rejected("ImageInvalid").Message, StringComparison.Ordinal);
    }

    /// <summary>A decoder takes what is missing for zeros.</summary>
    [Theory]
    [InlineData("a/1.bmp", 0)]
    [InlineData("a/1.png", 4)]
    public void An_image_that_is_cut_off_is_rejected(string name, int unread)
    {
        Save(name, Colors(16, 16, 7));
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder.Path, name));
        Assert.Equal(16, ImageFile.Decode(whole, name).Rows);
        // The decoder of PNG does not read the last checksum.
        for (int length = 1; length < whole.Length - unread; length++)
            Assert.StartsWith("Image", Assert.Throws<SwishException>(() => ImageFile.Decode(whole[..length], name)).ErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_bit_in_the_pixels_of_a_png_is_noticed()
    {
        Save("a/1.png", Colors(16, 16, 7));
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder.Path, "a/1.png"));
        int start = whole.AsSpan().IndexOf("IDAT"u8) + 4, end = whole.AsSpan().IndexOf("IEND"u8) - 8;
        for (int i = start; i < end; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 4;
            Assert.StartsWith("Image", Assert.Throws<SwishException>(() => ImageFile.Decode(damaged, "1.png")).ErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_bit_in_the_header_of_a_png_is_noticed()
    {
        Save("a/1.png", Colors(16, 16, 7));
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder.Path, "a/1.png"));
        // The chunk of the header, up to the end of its checksum.
        for (int i = 8; i < 33; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            Assert.StartsWith("Image", Assert.Throws<SwishException>(() => ImageFile.Decode(damaged, "1.png")).ErrorId, StringComparison.Ordinal);
        }
    }

    /// <summary>The pixels of a BMP may be anywhere behind its headers, and other bytes behind them.</summary>
    [Theory]
    [InlineData(0, 100)]
    [InlineData(2, 2)]
    [InlineData(16, 0)]
    [InlineData(68, 100)]
    [InlineData(1024, 1024)]
    public void A_bitmap_with_a_gap_has_the_same_pixels(int gap, int behind)
    {
        Save("a/1.bmp", Colors(11, 13, 7));
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder.Path, "a/1.bmp"));
        int start = BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(10));
        byte[] other = [.. whole[..start], .. Enumerable.Repeat((byte)99, gap), .. whole[start..], .. Enumerable.Repeat((byte)88, behind)];
        BinaryPrimitives.WriteInt32LittleEndian(other.AsSpan(10), start + gap);
        Assert.Equal(ImageFile.Decode(whole, "1.bmp").Pixels, ImageFile.Decode(other, "1.bmp").Pixels);
    }

    /// <summary>A negative height says that the first row is the top one.</summary>
    [Fact]
    public void A_bitmap_from_the_top_has_its_rows_in_that_order()
    {
        Save("a/1.bmp", Colors(11, 13, 7));
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder.Path, "a/1.bmp")), fromTop = [.. whole];
        BinaryPrimitives.WriteInt32LittleEndian(fromTop.AsSpan(22), -BinaryPrimitives.ReadInt32LittleEndian(whole.AsSpan(22)));
        DecodedImage image = ImageFile.Decode(whole, "1.bmp"), other = ImageFile.Decode(fromTop, "1.bmp");
        Assert.Equal((image.Rows, image.Columns), (other.Rows, other.Columns));
        Assert.Equal(image.Pixels.Chunk(3 * image.Columns).Reverse().SelectMany(row => row), other.Pixels);
        BinaryPrimitives.WriteInt32LittleEndian(fromTop.AsSpan(22), int.MinValue);
        Assert.Equal("ImageInvalid", Assert.Throws<SwishException>(() => ImageFile.Decode(fromTop, "1.bmp")).ErrorId);
    }

    /// <summary>The decoder would read it as black.</summary>
    [Fact]
    public void An_OS2_bitmap_of_two_colors_is_rejected()
    {
        // The file header; 12 bytes of width, height, planes and bits; two colors; a row of eight pixels.
        byte[] content =
        [
            .. "BM"u8, 36, 0, 0, 0, 0, 0, 0, 0, 32, 0, 0, 0, 12, 0, 0, 0, 8, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 255, 255, 255,
            0b1010_1010, 0, 0, 0, .. new byte[28],
        ];
        SwishException error = Assert.Throws<SwishException>(() => ImageFile.Decode(content, "1.bmp"));
        Assert.Contains("two colors", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_the_end_of_a_png_is_not_read()
    {
        Save("a/1.png", Colors(4, 4, 7));
        byte[] whole = File.ReadAllBytes(Path.Combine(_folder.Path, "a/1.png"));
        Assert.Equal(
            ImageFile.Decode(whole, "1.png").Pixels,
            ImageFile.Decode([.. whole, .. Enumerable.Repeat((byte)200, 40)], "1.png").Pixels);
    }

    [Fact]
    public void A_bitmap_has_a_bit_for_each_pixel()
    {
        Save("a/1.bmp", Colors(4, 4, 7));
        byte[] content = File.ReadAllBytes(Path.Combine(_folder.Path, "a/1.bmp"));
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(18), 1024);
        Assert.Equal("ImageTooLarge", Assert.Throws<SwishException>(() => ImageFile.Decode(content, "1.bmp")).ErrorId);
    }

    /// <summary>Only the rows that remain are resized: all of them would be 3 GB.</summary>
    [Fact]
    public void A_narrow_image_becomes_a_wide_one()
    {
        Save("a/1.png", Colors(32000, 1, 7));
        Save("b/1.png", Colors(32000, 1, 7));
        ImageFolder folder = Read(new() { Rows = 1, Columns = 30000 });
        Assert.Equal("3×1×30000", folder.ToDataset("set", 0.5, 1).Shape.ToString());
    }

    [Fact]
    public void Wrong_folders_are_rejected()
    {
        Rejected("ImageFolderLayout");
        Save("a/1.png", Colors(2, 2, 7));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "b"));
        Assert.Contains("has no image", Rejected("ImageFolderLayout").Message, StringComparison.Ordinal);
        Assert.Equal("DatasetFolderNotFound", Assert.Throws<SwishException>(() => ImageFolder.Read(Path.Combine(_folder.Path, "none"), new(), null, TestContext.Current.CancellationToken)).ErrorId);
        Assert.Equal("DatasetFolderIsFile", Assert.Throws<SwishException>(() => ImageFolder.Read(Path.Combine(_folder.Path, "a/1.png"), new(), null, TestContext.Current.CancellationToken)).ErrorId);
    }

    [Fact]
    public void A_PNG_with_more_data_than_pixels_is_rejected_before_they_are_decompressed()
    {
        byte[] png = OxyImage.Create(Colors(2, 2, 1), ImageFormat.Png).GetData();
        using MemoryStream compressed = new();
        using (ZLibStream data = new(compressed, CompressionLevel.Optimal, leaveOpen: true)) data.Write(new byte[100_000_000]);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, (int)compressed.Length);
        // The header, and one chunk of data.
        byte[] chunk = [.. "IDAT"u8, .. compressed.ToArray()], checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(chunk));
        byte[] bomb = [.. png[..33], .. length, .. chunk, .. checksum];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("ImageTooLarge", Assert.Throws<SwishException>(() => ImageFile.Decode(bomb, "x.png")).ErrorId);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_PNG_with_a_chunk_longer_than_the_file_is_rejected_before_memory_is_reserved()
    {
        byte[] png = OxyImage.Create(Colors(2, 2, 1), ImageFormat.Png).GetData();
        int data = png.AsSpan().IndexOf("IDAT"u8) - 4;
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(data), 0x1C000000);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal("ImageInvalid", Assert.Throws<SwishException>(() => ImageFile.Decode(png, "x.png")).ErrorId);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_small_file_cannot_cause_a_large_allocation()
    {
        byte[] png = OxyImage.Create(Colors(2, 2, 1), ImageFormat.Png).GetData();
        // The width and height of the header; its checksum is not what is tested.
        png[16] = png[20] = 0;
        png[17] = png[21] = 0;
        png[18] = png[22] = 0x1F;
        // A frame of 8,000 × 8,000 gray pixels, followed by 10,000 bytes of which each could hold 512 pixels.
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0x1F, 0x40, 0x1F, 0x40, 1, 1, 0x11, 0, .. new byte[10000]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] file in (byte[][])[png, jpeg])
            Assert.Equal("ImageTooLarge", Assert.Throws<SwishException>(() => ImageFile.Decode(file, "x.png")).ErrorId);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    public void Dispose() => _folder.Dispose();

    internal static OxyColor[,] Colors(int rows, int columns, int start)
    {
        OxyColor[,] pixels = new OxyColor[columns, rows];
        for (int i = 0; i < rows * columns; i++)
            pixels[i % columns, i / columns] = OxyColor.FromRgb((byte)(start + i), (byte)(start + 100 + i), (byte)(start + 200 + i));
        return pixels;
    }

    private static OxyColor[,] Gray(int rows, int columns)
    {
        OxyColor[,] pixels = new OxyColor[columns, rows];
        for (int i = 0; i < rows * columns; i++) pixels[i % columns, i / columns] = OxyColor.FromRgb((byte)i, (byte)i, (byte)i);
        return pixels;
    }

    private ImageFolder Read(ImageFolderOptions? options = null) =>
        ImageFolder.Read(_folder.Path, options ?? new(), null, TestContext.Current.CancellationToken);

    private SwishException Rejected(string errorId)
    {
        SwishException error = Assert.Throws<SwishException>(() => Read());
        Assert.Equal(errorId, error.ErrorId);
        return error;
    }

    private void Save(string name, OxyColor[,] pixels)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, OxyImage.Create(pixels, name.EndsWith("bmp", StringComparison.Ordinal) ? ImageFormat.Bmp : ImageFormat.Png).GetData());
    }
}
