using System.Globalization;

namespace Swish.Networks.Architectures;

/// <summary>
/// Writes cells in the style of NASNet-A (Zoph et al. 2017, arXiv:1707.07012, figure 4). A cell of NASNet-A reads the
/// outputs of the two cells before it; here both are the output of the cell directly before it, so that the network is
/// a sequence of cells.
/// </summary>
internal static class NasNet
{
    private const int Filters = 16;

    // The numbers of normal cells of each size of image: one at 32×32, where a cell needs most time and memory.
    private static readonly int[] Cells = [1, 2, 2];

    /// <summary>Writes the layers.</summary>
    /// <param name="width">The width factor by which all numbers of channels are multiplied.</param>
    /// <returns>The layers.</returns>
    public static string Text(double width)
    {
        int filters = Math.Max(1, (int)(Filters * width));
        List<string> lines = [Text($"Convolution {filters} 3 -NoBias; BatchNorm")];
        for (int size = 0; size < Cells.Length; size++)
        {
            if (size > 0) lines.Add(ReductionCell(filters *= 2));
            lines.Add(Text($"Repeat {Cells[size]} {{ {NormalCell(filters)} }}"));
        }
        lines.Add("Activation; GlobalAveragePool");
        return string.Join('\n', lines);
    }

    private static string NormalCell(int filters)
    {
        string three = Separable(filters, 3, 1), five = Separable(filters, 5, 1);
        const string Average = "AveragePool 3 -Stride 1 -Padding 1";
        return $"{Squeeze(filters)}; Branch {{ }} {Sum(three, "")} {Sum(three, five)} {Sum(Average, "")} "
            + $"{{ {Average} }} {Sum(five, three)}";
    }

    private static string ReductionCell(int filters)
    {
        string three = Separable(filters, 3, 2), five = Separable(filters, 5, 2), seven = Separable(filters, 7, 2);
        const string Average = "AveragePool 3 -Stride 2 -Padding 1", Largest = "MaxPool 3 -Stride 2 -Padding 1";
        return $"{Squeeze(filters)}; Branch {Sum(seven, five)} {Sum(Largest, seven)} {Sum(Average, five)} "
            + Sum(Largest, three);
    }

    /// <summary>
    /// Writes the 1×1 convolution at the beginning of a cell, and the activation at the beginning of each of its separable
    /// convolutions, which is computed once for all of them.
    /// </summary>
    private static string Squeeze(int filters) =>
        Text($"Activation; Convolution {filters} 1 -NoBias; BatchNorm; Activation");

    /// <summary>Writes a depthwise separable convolution, which NASNet-A applies twice.</summary>
    private static string Separable(int filters, int kernel, int stride) =>
        Separable(filters, Text($"{kernel} -Stride {stride}")) + "; Activation; " + Separable(filters, Text($"{kernel}"));

    private static string Separable(int filters, string kernel) =>
        Text($"DepthwiseConvolution {kernel} -NoBias; Convolution {filters} 1 -NoBias; BatchNorm");

    /// <summary>Writes the sum of two operations; an empty one is the identity.</summary>
    private static string Sum(string one, string other) =>
        $"{{ Residual {{ {one} }}{(other.Length > 0 ? $" -Shortcut {{ {other} }}" : "")} }}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
