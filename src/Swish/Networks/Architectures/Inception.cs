using System.Globalization;

namespace Swish.Networks.Architectures;

/// <summary>
/// Writes the small Inception network of Zhang et al. 2016, arXiv:1611.03530, figure 3: modules of a 1×1 and a 3×3
/// convolution in parallel, and modules that halve the image with a 3×3 convolution and max pooling in parallel.
/// </summary>
internal static class Inception
{
    /// <summary>Writes the layers.</summary>
    /// <param name="width">The width factor by which all numbers of channels are multiplied.</param>
    /// <returns>
    /// The layers. With a width of 1, RGB images and 10 classes they have 1,651,114 parameters: the published
    /// 1,649,402, and the 1,712 scales of batch normalization, which were not learnable there. Swish needs them
    /// (Ramachandran et al. 2017, arXiv:1710.05941, section 5).
    /// </returns>
    public static string Text(double width)
    {
        return string.Join('\n',
        [
            Convolution(96, 3, ""),
            Module(32, 32), Module(32, 48), Halve(80),
            Module(112, 48), Module(96, 64), Module(80, 80), Module(48, 96), Halve(96),
            Module(176, 160), Module(176, 160), "GlobalAveragePool",
        ]);

        string Module(int ones, int threes) =>
            $"Branch {{ {Convolution(ones, 1, "")} }} {{ {Convolution(threes, 3, "")} }}";

        string Halve(int outputs) =>
            $"Branch {{ {Convolution(outputs, 3, " -Stride 2")} }} {{ MaxPool 3 -Stride 2 -Padding 1 }}";

        string Convolution(int outputs, int kernel, string stride) => string.Create(CultureInfo.InvariantCulture,
            $"Convolution {Math.Max(1, (int)(outputs * width))} {kernel}{stride} -NoBias; BatchNorm; Activation");
    }
}
