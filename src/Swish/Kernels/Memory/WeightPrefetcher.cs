using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Memory;

/// <summary>
/// Prefetches the weights that will be needed next, blocks of 32 × 32 at equal distances, while the product at work
/// keeps the multipliers busy: a few cache lines at a time, since all at once would fill the queue of the product's own
/// loads.
/// </summary>
internal unsafe ref struct WeightPrefetcher
{
    /// <summary>Floats of a cache line.</summary>
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

    /// <summary>Notes what will be needed.</summary>
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

    /// <summary>Prefetches bytes that will be needed soon.</summary>
    /// <param name="bytes">The bytes.</param>
    public static void Fetch(ReadOnlySpan<byte> bytes)
    {
        if (!Sse.IsSupported) return;
        // memory that has moved meanwhile is prefetched in vain
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        for (int i = 0; i < bytes.Length; i += LineLength * sizeof(float)) Sse.Prefetch0(start + i);
    }

    /// <summary>Distributes the cache lines over the tiles of a product.</summary>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="turns">How many lines a tile can prefetch while it is computed: the iterations of its loop.</param>
    /// <remarks>
    /// Where sums are so short that the iterations do not suffice, memory is the limit, and the share of each tile is
    /// prefetched before it.
    /// </remarks>
    public void Spread(int tiles, int turns)
    {
        _linesLeft = tiles > 0 ? _blocks * LinesInBlock : 0;
        if (_linesLeft == 0) return;
        _linesLeftInBlock = LinesInBlock;
        _share = (_linesLeft + tiles - 1) / tiles;
        _isAtOnce = _share > turns;
        if (_isAtOnce) return;
        // Nearly equal shares. A tile of more iterations than lines in its share prefetches some beyond it, which does
        // no harm: they belong to the next share, or are not read.
        int shares = (LinesInBlock + turns - 1) / turns;
        _share = (LinesInBlock + shares - 1) / shares;
    }

    /// <summary>
    /// Prefetches the next share and returns null, or returns from where on a tile is to prefetch it, a line an
    /// iteration.
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
