using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>
/// Provides scratch memory of doubles for each thread, aligned to cache lines, because loading a vector from two cache
/// lines takes twice as long. The memory grows to the largest request, and is not released.
/// </summary>
internal static class DoubleScratch
{
    private const int LineBytes = 64;

    [ThreadStatic]
    private static double[]? _memory;

    [ThreadStatic]
    private static int _offset;

    /// <summary>
    /// Gets scratch memory of this thread, which is valid until the next call. The contents are undefined.
    /// </summary>
    /// <param name="length">The number of doubles.</param>
    /// <returns>The memory.</returns>
    public static Span<double> Get(int length)
    {
        if (_memory is null || _memory.Length - _offset < length) Grow(length);
        return _memory.AsSpan(_offset, length);
    }

    private static unsafe void Grow(int length)
    {
        double[] memory = GC.AllocateUninitializedArray<double>(length + (LineBytes / sizeof(double)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref memory[0]);
        _offset = (int)((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(double);
        _memory = memory;
    }
}
