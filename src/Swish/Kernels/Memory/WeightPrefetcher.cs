using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Memory;

/// <summary>
/// Prefetches the weights that are needed next, blocks of 32 × 32 at equal distances, while the current product is
/// computed. It prefetches a few cache lines at a time, because many at once would fill the load queue of the product.
/// </summary>
internal unsafe ref struct WeightPrefetcher
{
    /// <summary>The number of floats of a cache line.</summary>
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

    /// <summary>Creates a prefetcher.</summary>
    /// <param name="source">A <see cref="PanelBuffer"/>, which does not move.</param>
    /// <param name="start">The index of the first float of the first block.</param>
    /// <param name="distance">The number of floats from the start of a block to that of the next.</param>
    /// <param name="blocks">The number of blocks; those after the end of the source are ignored.</param>
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
        // If the memory is moved in the meantime, the prefetch is useless but harmless.
        byte* start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        for (int i = 0; i < bytes.Length; i += LineLength * sizeof(float)) Sse.Prefetch0(start + i);
    }

    /// <summary>Distributes the cache lines over the tiles of a product.</summary>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="iterations">The number of cache lines that a tile can prefetch: the iterations of its loop.</param>
    /// <remarks>
    /// If sums are so short that there are not enough iterations, the share of each tile is prefetched before the tile.
    /// </remarks>
    public void Spread(int tiles, int iterations)
    {
        _linesLeft = tiles > 0 ? _blocks * LinesInBlock : 0;
        if (_linesLeft == 0) return;
        _linesLeftInBlock = LinesInBlock;
        _share = (_linesLeft + tiles - 1) / tiles;
        _isAtOnce = _share > iterations;
        if (_isAtOnce) return;
        // The shares are nearly equal. A tile with more iterations than cache lines prefetches more than its share,
        // which is harmless: these lines belong to the next share, or are not read.
        int shares = (LinesInBlock + iterations - 1) / iterations;
        _share = (LinesInBlock + shares - 1) / shares;
    }

    /// <summary>
    /// Prefetches the next share and returns null, or returns the address from which a tile should prefetch one cache
    /// line per iteration.
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
        // Use local variables, because with fields each line would have to wait for the previous one.
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
