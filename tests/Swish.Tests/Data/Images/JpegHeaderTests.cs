using SkiaSharp;
using StbImageSharp;
using Swish.Data.Images;
using Xunit;

namespace Swish.Tests.Data.Images;

/// <summary>The size in the header of a JPEG is that which the decoder reads, which protects against large images.</summary>
public sealed class JpegHeaderTests
{
    [Theory]
    [InlineData(32, 32, SKColorType.Rgba8888)]
    [InlineData(1, 300, SKColorType.Rgba8888)]
    [InlineData(17, 5, SKColorType.Gray8)]
    public void The_size_is_that_of_the_image(int width, int height, SKColorType type) =>
        Assert.Equal(
            new JpegHeader(width, height, type == SKColorType.Gray8, HasHalfColumns: type != SKColorType.Gray8),
            JpegHeader.Read(Encode(width, height, type)));

    /// <summary>Skia decodes with libjpeg. Colors change at the right edge, where a decoder has no next sample.</summary>
    [Theory]
    [InlineData(SKJpegEncoderDownsample.Downsample422, 16)]
    [InlineData(SKJpegEncoderDownsample.Downsample422, 17)]
    [InlineData(SKJpegEncoderDownsample.Downsample422, 18)]
    [InlineData(SKJpegEncoderDownsample.Downsample422, 2)]
    [InlineData(SKJpegEncoderDownsample.Downsample420, 16)]
    [InlineData(SKJpegEncoderDownsample.Downsample420, 17)]
    [InlineData(SKJpegEncoderDownsample.Downsample444, 17)]
    public void Pixels_are_those_of_libjpeg(SKJpegEncoderDownsample downsample, int width)
    {
        const int Height = 9;
        using SKBitmap bitmap = new(width, Height);
        for (int i = 0; i < width * Height; i++)
            bitmap.SetPixel(i % width, i / width, i % width < width - 2 ? new(200, 0, 0) : new(0, 0, 220));
        using MemoryStream file = new();
        using (SKPixmap pixels = bitmap.PeekPixels())
        using (SKManagedWStream target = new(file))
            Assert.True(pixels.Encode(target, new SKJpegEncoderOptions(95, downsample, SKJpegEncoderAlphaOption.Ignore)));
        using SKBitmap expected = SKBitmap.Decode(file.ToArray());
        DecodedImage image = ImageFile.Decode(file.ToArray(), "a.jpg");
        for (int i = 0; i < width * Height; i++)
        {
            SKColor color = expected.GetPixel(i % width, i / width);
            Assert.InRange(image.Pixels[3 * i] - color.Red, -4, 4);
            Assert.InRange(image.Pixels[(3 * i) + 1] - color.Green, -4, 4);
            Assert.InRange(image.Pixels[(3 * i) + 2] - color.Blue, -4, 4);
        }
    }

    [Fact]
    public void Whatever_is_read_of_a_damaged_file_agrees_with_the_decoder()
    {
        byte[] valid = Encode(20, 30, SKColorType.Rgba8888);
        int frame = Array.FindIndex(valid, 2, b => b == 0xC0);
        System.Random random = new(5);
        int agreed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] file = [.. valid];
            int position = random.Next(3, frame + 24);
            switch (random.Next(3))
            {
                case 0: file[position] = (byte)random.Next(256); break;
                case 1: file = [.. valid[..position], .. new byte[random.Next(4)], 0xFF, (byte)random.Next(0xC0, 256), .. valid[position..]]; break;
                default: file = [.. valid[..position], .. valid[random.Next(position, frame + 24)..]]; break;
            }
            using GuardedStream stream = new(file);
            if (JpegHeader.Read(file) is not JpegHeader header || ImageInfo.FromStream(stream) is not ImageInfo info) continue;
            Assert.Equal((info.Width, info.Height, info.ColorComponents == ColorComponents.Grey), (header.Width, header.Height, header.IsGray));
            agreed++;
        }
        Assert.InRange(agreed, 1000, 20_000);
    }

    [Fact]
    public void What_is_cut_off_or_unusual_is_left_to_the_decoder()
    {
        byte[] valid = Encode(20, 30, SKColorType.Rgba8888);
        int frame = Array.FindIndex(valid, 2, b => b == 0xC0);
        for (int length = 2; length < frame + 18; length++) Assert.Null(JpegHeader.Read(valid.AsSpan(0, length)));
        Assert.NotNull(JpegHeader.Read(valid.AsSpan(0, frame + 18)));
    }

    [Fact]
    public void A_jpeg_that_is_cut_off_is_rejected()
    {
        byte[] whole = Encode(40, 30, SKColorType.Rgba8888);
        byte[] pixels = ImageFile.Decode(whole, "1.jpg").Pixels;
        // Some cameras do not write the mark at the end.
        Assert.Equal(pixels, ImageFile.Decode(whole[..^2], "1.jpg").Pixels);
        Assert.Equal(pixels, ImageFile.Decode([.. whole[..^2], 0, 0], "1.jpg").Pixels);
        Assert.Equal(pixels, ImageFile.Decode([.. whole, .. new byte[100]], "1.jpg").Pixels);
        for (int length = 4; length < whole.Length - 2; length++)
            Assert.StartsWith("Image", Assert.Throws<SwishException>(() => ImageFile.Decode(whole[..length], "1.jpg")).ErrorId, StringComparison.Ordinal);
    }

    private static byte[] Encode(int width, int height, SKColorType type)
    {
        using SKBitmap bitmap = new(width, height, type, SKAlphaType.Opaque);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, new((byte)(x * 7), (byte)(y * 5), 90));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }
}
