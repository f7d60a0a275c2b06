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
    private static double[]? s_memory;

    [ThreadStatic]
    private static int s_offset;

    /// <summary>
    /// Gets scratch memory of this thread, which is valid until the next call. The contents are undefined.
    /// </summary>
    /// <param name="length">The number of doubles.</param>
    /// <returns>The memory.</returns>
    public static Span<double> Get(int length)
    {
        if (s_memory is null || s_memory.Length - s_offset < length) Grow(length);
        return s_memory.AsSpan(s_offset, length);
    }

    private static unsafe void Grow(int length)
    {
        double[] memory = GC.AllocateUninitializedArray<double>(length + (LineBytes / sizeof(double)), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref memory[0]);
        s_offset = (int)((LineBytes - (address % LineBytes)) % LineBytes) / sizeof(double);
        s_memory = memory;
    }
}
