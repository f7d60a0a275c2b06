using StbImageSharp;

namespace Swish.Kernels.Images;

/// <summary>
/// Corrects what the decoder makes of JPEG images whose colors have half the columns of their brightness (4:2:2): it weights
/// the last two samples of a row the wrong way around.
/// </summary>
internal static unsafe class JpegChroma
{
    /// <summary>Computes the pixels of the column before the last color sample again.</summary>
    /// <param name="content">The content of a JPEG file with three channels, which the decoder has decoded.</param>
    /// <param name="pixels">The decoded pixels, red, green and blue; changed if the colors have half the columns.</param>
    public static void CorrectLastColumn(Stream content, byte[] pixels)
    {
        StbImage.stbi__jpeg jpeg = new() { s = new(content) };
        StbImage.stbi__setup_jpeg(jpeg);
        try
        {
            // 4:2:2 has one row of colors for each row of pixels.
            if (StbImage.stbi__decode_jpeg_image(jpeg) == 0 || jpeg.s.img_n != 3 || IsRgb(jpeg)
                || !HasHalf(jpeg, 1) || !HasHalf(jpeg, 2))
                return;
            int width = (int)jpeg.s.img_x, last = jpeg.img_comp[1].x - 1, column = 2 * last;
            if (last == 0 || pixels.Length != 3L * width * jpeg.s.img_y) return;
            // The decoder writes an opacity, too.
            byte* pixel = stackalloc byte[4];
            for (int row = 0; row < (int)jpeg.s.img_y; row++)
            {
                byte brightness = jpeg.img_comp[0].data[((long)row * jpeg.img_comp[0].w2) + column];
                byte blue = Sample(jpeg, 1, row, last), red = Sample(jpeg, 2, row, last);
                StbImage.stbi__YCbCr_to_RGB_row(pixel, &brightness, &blue, &red, 1, 4);
                new ReadOnlySpan<byte>(pixel, 3).CopyTo(pixels.AsSpan(3 * ((row * width) + column)));
            }
        }
        finally
        {
            StbImage.stbi__cleanup_jpeg(jpeg);
        }
    }

    private static bool IsRgb(StbImage.stbi__jpeg jpeg) =>
        jpeg.rgb == 3 || (jpeg.app14_color_transform == 0 && jpeg.jfif == 0);

    private static bool HasHalf(StbImage.stbi__jpeg jpeg, int component) =>
        jpeg.img_h_max == 2 * jpeg.img_comp[component].h && jpeg.img_v_max == jpeg.img_comp[component].v;

    /// <summary>Interpolates a color between its last two samples, three quarters of the last one, as libjpeg does.</summary>
    private static byte Sample(StbImage.stbi__jpeg jpeg, int component, int row, int last)
    {
        byte* samples = jpeg.img_comp[component].data + ((long)row * jpeg.img_comp[component].w2);
        return (byte)(((3 * samples[last]) + samples[last - 1] + 2) >> 2);
    }
}
