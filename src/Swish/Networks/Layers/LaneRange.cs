using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>Splits and copies neighboring lanes.</summary>
internal static class LaneRange
{
    /// <summary>Finds the features or channels from one on that are in the same panel.</summary>
    /// <param name="first">The first feature or channel.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="panel">Receives the index of the panel of 32.</param>
    /// <param name="lane">Receives the lane of the first one.</param>
    /// <returns>How many there are.</returns>
    public static int CountFrom(int first, int end, out int panel, out int lane)
    {
        (panel, lane) = int.DivRem(first, Panel.Width);
        return Math.Min(end - first, Panel.Width - lane);
    }

    /// <summary>Copies some lanes of each row of a panel, or of each position of an image.</summary>
    /// <param name="source">The source, [row][lanes].</param>
    /// <param name="sourceLanes">The number of lanes of the source.</param>
    /// <param name="from">The first lane to copy.</param>
    /// <param name="target">Receives the lanes, [row][lanes].</param>
    /// <param name="targetLanes">The number of lanes of the target.</param>
    /// <param name="to">The first lane in the target.</param>
    /// <param name="count">The number of lanes to copy.</param>
    public static void Copy(
        ReadOnlySpan<float> source, int sourceLanes, int from, Span<float> target, int targetLanes, int to, int count)
    {
        int rows = Math.Min(source.Length / sourceLanes, target.Length / targetLanes);
        for (int row = 0; row < rows; row++)
            source.Slice(row * sourceLanes + from, count).CopyTo(target.Slice(row * targetLanes + to, count));
    }
}
