using Swish.Kernels.Memory;

namespace Swish.Networks.Layers;

/// <summary>Enumerates the panels of neighboring channels without allocating.</summary>
/// <param name="first">The first channel.</param>
/// <param name="end">The channel after the last one.</param>
internal struct LaneRangeEnumerator(int first, int end)
{
    private int _next = first;

    /// <summary>Gets the current range.</summary>
    public LaneRange Current { get; private set; }

    /// <summary>Returns this enumerator.</summary>
    /// <returns>This enumerator.</returns>
    public readonly LaneRangeEnumerator GetEnumerator() => this;

    /// <summary>Moves to the next range.</summary>
    /// <returns>True if there is one.</returns>
    public bool MoveNext()
    {
        if (_next >= end) return false;
        (int panel, int lane) = int.DivRem(_next, Panel.Width);
        int count = Math.Min(end - _next, Panel.Width - lane);
        Current = new(panel, lane, count);
        _next += count;
        return true;
    }
}
