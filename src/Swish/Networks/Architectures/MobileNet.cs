using System.Globalization;

namespace Swish.Networks.Architectures;

/// <summary>Writes MobileNet v1.</summary>
internal static class MobileNet
{
    // The outputs and strides of the depthwise separable convolutions. The stride of the first layer is 1 instead of 2,
    // since images of 32×32 have a 49th of the pixels.
    private static readonly (int Outputs, int Stride)[] Blocks =
    [
        (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1),
        (1024, 2), (1024, 1),
    ];

    /// <summary>Writes the layers.</summary>
    /// <param name="width">The width factor by which all numbers of channels are multiplied.</param>
    /// <returns>The layers: 4,231,976 parameters with a width of 1, RGB images and 1,000 classes.</returns>
    public static string Text(double width)
    {
        List<string> lines = [Text($"Convolution {Scale(32)} 3 -NoBias; BatchNorm; Activation")];
        foreach ((int outputs, int stride) in Blocks)
            lines.Add(Text($"DepthwiseConvolution 3 -Stride {stride} -NoBias; BatchNorm; Activation; ")
                + Text($"Convolution {Scale(outputs)} 1 -NoBias; BatchNorm; Activation"));
        lines.Add("GlobalAveragePool");
        return string.Join('\n', lines);

        int Scale(int channels) => Math.Max(1, (int)(channels * width));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
