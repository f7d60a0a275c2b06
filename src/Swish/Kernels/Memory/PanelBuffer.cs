namespace Swish.Kernels.Memory;

/// <summary>
/// Floats that do not move, from an address that is a multiple of 64 bytes, so that no vector of a panel straddles two
/// cache lines; zero at first. The garbage collector owns the memory; nothing needs to be freed.
/// </summary>
internal sealed class PanelBuffer
{
    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Allocates so many floats, all zero.</summary>
    /// <param name="length">How many.</param>
    public PanelBuffer(int length)
    {
        Length = length;
        (_array, _start) = AlignedAllocator.Allocate(length);
    }

    /// <summary>Allocates [rows, features] in panels, all zero.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="features">The features.</param>
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

    /// <summary>Returns some of the floats as a buffer over the same memory.</summary>
    /// <param name="start">Where it starts, a multiple of 16.</param>
    /// <param name="length">Its length.</param>
    public PanelBuffer Part(int start, int length) => new(this, start, length);

    /// <summary>Returns one panel, [row][32].</summary>
    /// <param name="panel">Which 32 features.</param>
    /// <param name="rows">The rows of a panel.</param>
    public Span<float> Panel(int panel, int rows) =>
        _array.AsSpan(_start + panel * rows * Memory.Panel.Width, rows * Memory.Panel.Width);

    /// <summary>Returns the 32 floats of one panel of a vector.</summary>
    /// <param name="panel">Which 32 features.</param>
    public Span<float> Lanes(int panel) => Panel(panel, 1);
}
