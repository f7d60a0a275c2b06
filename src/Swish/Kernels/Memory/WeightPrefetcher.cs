using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Memory;

/// <summary>
/// Weights that will be needed next: blocks of 32 by 32 at equal distances. They are asked for bit by bit while the
/// present product keeps the multipliers busy, so that they come from the shared cache or from memory meanwhile. Asked
/// for all at once they would fill the queue in which the product's own reads wait.
/// </summary>
internal unsafe ref struct WeightPrefetcher
{
    /// <summary>Floats of a line of the caches.</summary>
    public const int LineLength = 16;

    private const int BlockLength = Panel.Width * Panel.Width;
    private const int LinesInBlock = BlockLength / LineLength;

    private readonly nint _gap;
    private readonly int _blocks;
    private float* _next;
    private int _linesLeft;
    private int _linesLeftInBlock;
    private int _share;
    private bool _isAtOnce;

    /// <summary>Tells what will be needed.</summary>
    /// <param name="source">A <see cref="PanelBuffer"/>, which does not move.</param>
    /// <param name="start">The first block's first float in it.</param>
    /// <param name="distance">Floats from one block's start to the next one's.</param>
    /// <param name="blocks">How many blocks; those that reach past the source's end are left out.</param>
    public WeightPrefetcher(ReadOnlySpan<float> source, int start, int distance, int blocks)
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

    /// <summary>Spreads them over tiles.</summary>
    /// <param name="tiles">How many there are.</param>
    /// <param name="turns">How many lines each can ask for while it is computed.</param>
    /// <remarks>
    /// Where sums are so short that the turns do not suffice, memory is the limit, and each tile's share is asked for
    /// before it: a line that must wait for its turn in the memory system would keep the tile waiting.
    /// </remarks>
    public void Spread(int tiles, int turns)
    {
        _linesLeft = tiles > 0 ? _blocks * LinesInBlock : 0;
        if (_linesLeft == 0) return;
        _linesLeftInBlock = LinesInBlock;
        _share = (_linesLeft + tiles - 1) / tiles;
        _isAtOnce = _share > turns;
        if (_isAtOnce) return;
        // Nearly equal shares. A tile of more turns than lines in its share asks for some beyond it, which does no
        // harm: they are the next share's, or belong to nothing that is read.
        int shares = (LinesInBlock + turns - 1) / turns;
        _share = (LinesInBlock + shares - 1) / shares;
    }

    /// <summary>
    /// Asks for the next share, or says from where on a tile is to ask for it, a line a turn; else null.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Next()
    {
        if (!Sse.IsSupported || _linesLeft <= 0) return null;
        if (_isAtOnce)
        {
            Fetch();
            return null;
        }
        float* first = _next;
        int lines = Math.Min(_share, _linesLeftInBlock);
        _linesLeft -= lines;
        _linesLeftInBlock -= lines;
        _next += lines * LineLength;
        if (_linesLeftInBlock == 0)
        {
            _linesLeftInBlock = LinesInBlock;
            _next += _gap;
        }
        return first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fetch()
    {
        _linesLeft -= _share;
        // in registers: counted in memory, each line would wait for the one before
        float* line = _next;
        int left = _linesLeftInBlock;
        for (int wanted = _share; wanted > 0;)
        {
            int run = Math.Min(wanted, left);
            wanted -= run;
            left -= run;
            for (; run > 0; run--, line += LineLength) Sse.Prefetch1(line);
            if (left > 0) continue;
            line += _gap;
            left = LinesInBlock;
        }
        _next = line;
        _linesLeftInBlock = left;
    }
}
