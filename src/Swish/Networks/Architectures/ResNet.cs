using System.Globalization;

namespace Swish.Networks.Architectures;

/// <summary>Writes residual networks for images of 32×32.</summary>
internal static class ResNet
{
    private static readonly int[] Channels = [16, 32, 64];

    /// <summary>Writes the layers of a network of 6n + 2 layers.</summary>
    /// <param name="blocks">The number n of residual blocks with the same number of channels.</param>
    /// <returns>The layers.</returns>
    public static string Text(int blocks)
    {
        List<string> lines = ["Convolution 16 3 -NoBias; BatchNorm; Activation"];
        foreach (int channels in Channels)
        {
            bool halves = channels > Channels[0];
            if (halves) lines.Add(Block(channels, " -Stride 2", string.Create(
                CultureInfo.InvariantCulture, $" -Shortcut {{ Subsample {channels} -Stride 2 }}")));
            int others = halves ? blocks - 1 : blocks;
            lines.Add(string.Create(
                CultureInfo.InvariantCulture, $"Repeat {others} {{ {Block(channels, "", "")} }}"));
        }
        lines.Add("GlobalAveragePool");
        return string.Join('\n', lines);
    }

    private static string Block(int channels, string stride, string shortcut)
    {
        string number = channels.ToString(CultureInfo.InvariantCulture);
        return $"Residual {{ Convolution {number} 3{stride} -NoBias; BatchNorm; Activation; "
            + $"Convolution {number} 3 -NoBias; BatchNorm }}{shortcut}; Activation";
    }
}
