using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Memory;

/// <summary>
/// Prefetches images that are needed next into the L2 cache while a product is computed, a few cache lines at a time.
/// </summary>
internal unsafe ref struct ImagePrefetcher
{
    private const int LineLength = 16;

    private float* _next;
    private readonly float* _second;
    private int _lines;
    private int _secondLines;
    private int _share;

    /// <summary>Creates a prefetcher.</summary>
    /// <param name="first">An image in a <see cref="PanelBuffer"/>, which does not move; may be empty.</param>
    /// <param name="second">Another one; may be empty.</param>
    public ImagePrefetcher(ReadOnlySpan<float> first, ReadOnlySpan<float> second = default)
    {
        if (!Sse.IsSupported) return;
        _next = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first));
        _lines = first.Length / LineLength;
        _second = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(second));
        _secondLines = second.Length / LineLength;
    }

    /// <summary>Distributes the cache lines over the tiles of a product.</summary>
    /// <param name="tiles">The number of tiles, 1 or more.</param>
    public void Spread(int tiles) => _share = (_lines + _secondLines + tiles - 1) / tiles;

    /// <summary>Prefetches the share of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next()
    {
        if (_share > 0 && Sse.IsSupported) Fetch();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Fetch()
    {
        if (_lines == 0)
        {
            _next = _second;
            _lines = _secondLines;
            _secondLines = 0;
        }
        int count = Math.Min(_share, _lines);
        float* line = _next;
        for (int i = 0; i < count; i++, line += LineLength) Sse.Prefetch1(line);
        _next = line;
        _lines -= count;
        if (count == 0) _share = 0;
    }
}
