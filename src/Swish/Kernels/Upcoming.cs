using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels;

/// <summary>
/// Weights that will be needed next: blocks of 32 by 32 at equal distances. They are asked for bit by bit while the
/// present product keeps the multipliers busy, so that they come from the shared cache or from memory meanwhile. Asked
/// for all at once they would fill the queue in which the product's own reads wait.
/// </summary>
internal unsafe ref struct Upcoming
{
    private const int BlockLength = Panel.Width * Panel.Width;
    private const int LineLength = 16;
    private const int LinesInBlock = BlockLength / LineLength;

    private readonly nint _gap;
    private readonly int _blocks;
    private float* _next;
    private int _linesAtOnce;
    private int _turns;
    private int _turnsInBlock;
    private int _turnsLeftInBlock;

    /// <summary>Tells what will be needed.</summary>
    /// <param name="source">A <see cref="PanelBuffer"/>, which does not move.</param>
    /// <param name="start">The first block's first float in it.</param>
    /// <param name="distance">Floats from one block's start to the next one's.</param>
    /// <param name="blocks">How many blocks; those that reach past the source's end are left out.</param>
    public Upcoming(ReadOnlySpan<float> source, int start, int distance, int blocks)
    {
        if (!Sse.IsSupported || start >= source.Length) return;
        _next = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(source)) + start;
        _gap = distance - BlockLength;
        int inside = 1 + Math.Max(0, (source.Length - start - BlockLength) / distance);
        _blocks = Math.Min(blocks, inside);
    }

    /// <summary>Asks for bytes that will be needed soon.</summary>
    public static void Fetch(ReadOnlySpan<byte> bytes)
    {
        if (!Sse.IsSupported) return;
        // a line that has moved meanwhile costs nothing but the asking
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        for (int i = 0; i < bytes.Length; i += LineLength * sizeof(float)) Sse.Prefetch0(start + i);
    }

    /// <summary>Spreads them over so many calls of <see cref="Fetch()"/>.</summary>
    public void Spread(int turns)
    {
        // a power of two, so that no turn's lines lie in two blocks
        int lines = (int)BitOperations.RoundUpToPowerOf2((uint)(_blocks * LinesInBlock / Math.Max(turns, 1)));
        _linesAtOnce = Math.Clamp(lines, 1, LinesInBlock);
        _turnsInBlock = _turnsLeftInBlock = LinesInBlock / _linesAtOnce;
        _turns = _blocks * _turnsInBlock;
    }

    /// <summary>Asks for the next turn's share; for nothing where all have been asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch()
    {
        if (!Sse.IsSupported || _turns == 0) return;
        _turns--;
        float* line = _next;
        for (int i = _linesAtOnce; i > 0; i--, line += LineLength) Sse.Prefetch1(line);
        if (--_turnsLeftInBlock == 0)
        {
            line += _gap;
            _turnsLeftInBlock = _turnsInBlock;
        }
        _next = line;
    }

    /// <summary>
    /// Asks for the rows that a tile reads in the next panel. A panel of a large batch lies far from the one before, often
    /// a power of two, where the hardware does not look ahead.
    /// </summary>
    /// <param name="start">The first row; where there is no next panel, nothing comes of it.</param>
    /// <param name="rows">The tile's rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchRows<TStride>(float* start, int rows)
        where TStride : struct, IOperandStride
    {
        if (!Sse.IsSupported || TStride.Row != Panel.Width) return;
        for (int i = 0; i < rows * Panel.Width; i += LineLength) Sse.Prefetch0(start + i);
    }
}
