namespace Swish.Kernels.Memory;

/// <summary>
/// Floats from an address that is a multiple of 64 bytes and does not move, zero at first, so that no register's worth of
/// a panel straddles two cache lines. The garbage collector owns the memory; nothing needs to be freed.
/// </summary>
internal sealed class PanelBuffer
{
    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Creates a buffer of so many floats, all zero.</summary>
    public PanelBuffer(int length)
    {
        Length = length;
        (_array, _start) = AlignedAllocator.Allocate(length);
    }

    /// <summary>Creates a buffer for a matrix in panels.</summary>
    public PanelBuffer(int rows, int features)
        : this(Memory.Panel.Length(rows, features))
    {
    }

    private PanelBuffer(PanelBuffer whole, int start, int length)
    {
        _array = whole._array;
        _start = whole._start + start;
        Length = length;
    }

    private PanelBuffer() => _array = [];

    /// <summary>A buffer without memory.</summary>
    public static PanelBuffer Empty { get; } = new();

    /// <summary>The number of floats.</summary>
    public int Length { get; }

    /// <summary>All floats.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>Some of the floats as a buffer of its own, over the same memory.</summary>
    /// <param name="start">Where it starts, a multiple of 16.</param>
    /// <param name="length">Its length.</param>
    public PanelBuffer Part(int start, int length) => new(this, start, length);

    /// <summary>One panel of a matrix of so many rows.</summary>
    public Span<float> Panel(int panel, int rows) =>
        _array.AsSpan(_start + panel * rows * Memory.Panel.Width, rows * Memory.Panel.Width);

    /// <summary>The 32 floats of one panel of a vector.</summary>
    public Span<float> Lanes(int panel) => Panel(panel, 1);
}
