using System.Globalization;
using System.Text;
using OxyPlot;
using SkiaSharp;
using Swish.Data;
using Swish.Data.Images;
using Swish.Data.Tables;
using Swish.Tests.Data.Images;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Data;

/// <summary>
/// Tests that files of tables, images and CIFAR with any damage are either read or rejected with a
/// <see cref="SwishException"/>.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ReaderFuzzTests
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("de-DE");

    [Theory]
    [InlineData("png")]
    [InlineData("bmp")]
    [InlineData("jpg")]
    public void Damaged_images_are_decoded_or_rejected(string format)
    {
        byte[] valid = format == "jpg" ? Jpeg()
            : OxyImage.Create(ImageFolderTests.Colors(9, 7, 1), format == "png" ? ImageFormat.Png : ImageFormat.Bmp).GetData();
        Assert.True(ImageFile.Decode(valid, "valid").Rows > 0);
        Mutate(valid, 3000, content => ImageFile.Decode(content, "x"));
    }

    [Fact]
    public void Damaged_tables_are_read_or_rejected()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("t.csv");
        byte[] valid = Encoding.UTF8.GetBytes("x,\"y z\",color,kind\n1.5,2,red,a\n-2,\"3,5\",\"bl\"\"ue\",b\n1e3,?,red,a\n4,5,green,b\n");
        foreach (byte[] file in (byte[][])[valid, IdxBytes.Gzip(valid)])
            Mutate(file, 3000, content =>
            {
                File.WriteAllBytes(path, content);
                Table table = new(Culture);
                TableFile.Read(path, table);
                table.ToDataset(new() { Label = "kind", TestShare = 0.5, MissingValue = MissingValueRule.Drop });
            });
    }

    [Fact]
    public void Damaged_archives_of_CIFAR_are_read_or_rejected()
    {
        using TemporaryFolder folder = new(), archives = new();
        foreach (string file in (string[])["train.bin", "test.bin"]) folder.File(file, [11, 77, .. new byte[3072]]);
        using MemoryStream stream = new();
        System.Formats.Tar.TarFile.CreateFromDirectory(folder.Path, stream, includeBaseDirectory: false);
        string path = archives.File("cifar.tar");
        foreach (byte[] file in (byte[][])[stream.ToArray(), IdxBytes.Gzip(stream.ToArray())])
            Mutate(file, 500, content =>
            {
                File.WriteAllBytes(path, content);
                CifarDataset.Load(path);
            });
    }

    private static byte[] Jpeg()
    {
        using SKBitmap bitmap = new(19, 17);
        for (int i = 0; i < 19 * 17; i++) bitmap.SetPixel(i % 19, i / 19, new((byte)i, (byte)(7 * i), (byte)(i / 2)));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 60);
        return data.ToArray();
    }

    /// <summary>Changes, cuts and repeats bytes, mostly near the beginning, where headers are.</summary>
    private static void Mutate(byte[] valid, int count, Action<byte[]> read)
    {
        System.Random random = new(20171);
        int rejected = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] content = [.. valid];
            for (int change = random.Next(1, 5); change > 0; change--)
                content[random.Next(random.Next(2) == 0 ? content.Length : Math.Min(64, content.Length))] = (byte)random.Next(256);
            if (random.Next(4) == 0) content = content[..random.Next(content.Length)];
            try
            {
                read(content);
            }
            catch (SwishException)
            {
                rejected++;
            }
        }
        Assert.InRange(rejected, 1, count);
    }
}
