
namespace Swish.Networks.Layers;

/// <summary>Represents neighboring channels within a panel of 32.</summary>
/// <param name="Panel">The index of the panel.</param>
/// <param name="Lane">The first lane of the panel.</param>
/// <param name="Count">The number of lanes.</param>
internal readonly record struct LaneRange(int Panel, int Lane, int Count)
{
    /// <summary>Splits neighboring channels at the borders of panels.</summary>
    /// <param name="first">The first channel.</param>
    /// <param name="count">The number of channels.</param>
    /// <returns>The ranges, one for each panel.</returns>
    public static LaneRangeEnumerator Split(int first, int count) => new(first, first + count);

    /// <summary>Copies some lanes of each position of an image.</summary>
    /// <param name="source">The source, [position][lanes].</param>
    /// <param name="sourceLanes">The number of lanes of the source.</param>
    /// <param name="from">The first lane to copy.</param>
    /// <param name="target">Receives the lanes, [position][lanes].</param>
    /// <param name="targetLanes">The number of lanes of the target.</param>
    /// <param name="to">The first lane in the target.</param>
    /// <param name="count">The number of lanes to copy.</param>
    public static void Copy(
        ReadOnlySpan<float> source, int sourceLanes, int from, Span<float> target, int targetLanes, int to, int count)
    {
        int positions = Math.Min(source.Length / sourceLanes, target.Length / targetLanes);
        for (int position = 0; position < positions; position++)
            source.Slice(position * sourceLanes + from, count).CopyTo(target.Slice(position * targetLanes + to, count));
    }
}
