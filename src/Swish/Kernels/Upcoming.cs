using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels;

/// <summary>
/// Weights that will be needed next: blocks of 32 by 32 at equal distances. They are asked for bit by bit while the
/// present product keeps the multipliers busy, so that they come from the shared cache or from memory meanwhile.
/// </summary>
internal readonly unsafe ref struct Upcoming
{
    private const int BlockLength = Panel.Width * Panel.Width;
    private const int LineLength = 16;
    private const int LinesInBlock = BlockLength / LineLength;

    private readonly float* _start;
    private readonly nint _distance;
    private readonly int _lines;

    /// <summary>Tells what will be needed.</summary>
    /// <param name="source">A part of a <see cref="PanelBuffer"/>, which does not move.</param>
    /// <param name="start">The first block's first float in it.</param>
    /// <param name="distance">Floats from one block's start to the next one's.</param>
    /// <param name="blocks">How many blocks; those that reach past the source's end are left out.</param>
    public Upcoming(ReadOnlySpan<float> source, int start, int distance, int blocks)
    {
        if (start >= source.Length) return;
        _start = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(source)) + start;
        _distance = distance;
        int inside = 1 + Math.Max(0, (source.Length - start - BlockLength) / distance);
        _lines = LinesInBlock * Math.Min(blocks, inside);
    }

    /// <summary>Asks for bytes that will be needed soon.</summary>
    public static void Fetch(ReadOnlySpan<byte> bytes)
    {
        if (!Sse.IsSupported) return;
        // a line that has moved meanwhile costs nothing but the asking
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        for (int i = 0; i < bytes.Length; i += LineLength * sizeof(float)) Sse.Prefetch0(start + i);
    }

    /// <summary>Asks for the share of them that lies between two points of the present work.</summary>
    /// <param name="from">The work done before.</param>
    /// <param name="to">The work done then.</param>
    /// <param name="total">The whole work.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fetch(int from, int to, int total)
    {
        if (!Sse.IsSupported) return;
        int end = (int)((long)_lines * to / total);
        for (int line = (int)((long)_lines * from / total); line < end; line++)
            Sse.Prefetch1(_start + line / LinesInBlock * _distance + line % LinesInBlock * LineLength);
    }
}
