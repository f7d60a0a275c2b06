using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Random;

namespace Swish.Tests.Reference;

/// <summary>
/// What dropout keeps in a step, from its random streams as they are defined: a stream for each step, layer and 32
/// units, of which each number decides on two units.
/// </summary>
internal static class DropoutMask
{
    /// <summary>Returns for each example and unit whether it is kept.</summary>
    public static bool[][] Kept(int seed, int step, int layer, int rows, int units, double rate)
    {
        bool[][] kept = [.. Enumerable.Range(0, rows).Select(_ => new bool[units])];
        uint threshold = (uint)(rate * (1L << 32));
        for (int first = 0; first < units; first += Panel.Width)
        {
            RandomStream stream = new(seed, RandomPurpose.Dropout, step, (layer << 16) | (first / Panel.Width));
            foreach (bool[] row in kept)
            {
                for (int unit = first; unit < Math.Min(units, first + Panel.Width); unit += 2)
                {
                    ulong two = stream.NextUInt64();
                    row[unit] = (uint)two >= threshold;
                    if (unit + 1 < units) row[unit + 1] = (uint)(two >> 32) >= threshold;
                }
            }
        }
        return kept;
    }

    /// <summary>
    /// Returns for each example and value of an image, [channel][position], whether it is kept: each example has a stream,
    /// which is read by positions, two channels for each number.
    /// </summary>
    public static bool[][] KeptOfImages(int seed, int step, int layer, int rows, TensorShape shape, double rate)
    {
        bool[][] kept = [.. Enumerable.Range(0, rows).Select(_ => new bool[shape.Features])];
        uint threshold = (uint)(rate * (1L << 32));
        int positions = shape.Rows * shape.Columns;
        for (int n = 0; n < rows; n++)
        {
            RandomStream stream = new(seed, RandomPurpose.Dropout, step, (layer << 16) | n);
            for (int position = 0; position < positions; position++)
            {
                for (int channel = 0; channel < shape.Channels; channel += 2)
                {
                    ulong two = stream.NextUInt64();
                    kept[n][channel * positions + position] = (uint)two >= threshold;
                    if (channel + 1 < shape.Channels)
                        kept[n][(channel + 1) * positions + position] = (uint)(two >> 32) >= threshold;
                }
            }
        }
        return kept;
    }
}
