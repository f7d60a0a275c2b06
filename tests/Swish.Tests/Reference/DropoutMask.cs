using Swish.Kernels.Memory;
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
}
