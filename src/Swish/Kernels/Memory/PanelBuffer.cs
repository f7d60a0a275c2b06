namespace Swish.Kernels.Memory;

/// <summary>
/// Represents pinned memory of floats, aligned to 64 bytes so that no vector of a panel spans two cache lines. It is
/// initially zero. The garbage collector frees it.
/// </summary>
internal sealed class PanelBuffer
{
    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Allocates a buffer.</summary>
    /// <param name="length">The number of floats.</param>
    public PanelBuffer(int length)
    {
        Length = length;
        (_array, _start) = AlignedAllocator.Allocate(length);
    }

    /// <summary>Allocates a buffer for [rows, features] in panels.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="features">The number of features.</param>
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

    /// <summary>Gets a buffer without memory.</summary>
    public static PanelBuffer Empty { get; } = new();

    /// <summary>Gets the number of floats.</summary>
    public int Length { get; }

    /// <summary>Gets all floats.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>Creates a buffer of a part of the same memory.</summary>
    /// <param name="start">The index of the first float, a multiple of 16.</param>
    /// <param name="length">The number of floats.</param>
    /// <returns>The buffer.</returns>
    public PanelBuffer Part(int start, int length) => new(this, start, length);

    /// <summary>Gets a panel.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <param name="rows">The number of rows of a panel.</param>
    /// <returns>The panel, [row][32].</returns>
    public Span<float> Panel(int panel, int rows) =>
        _array.AsSpan(_start + panel * rows * Memory.Panel.Width, rows * Memory.Panel.Width);

    /// <summary>Gets a panel of a vector.</summary>
    /// <param name="panel">The index of the panel of 32 features.</param>
    /// <returns>The panel, [32].</returns>
    public Span<float> Lanes(int panel) => Panel(panel, 1);
}
