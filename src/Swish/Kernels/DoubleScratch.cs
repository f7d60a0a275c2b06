using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>
/// Scratch memory of a thread for doubles, aligned to a cache line: a vector that straddles two lines takes twice as
/// long to load. It grows to the largest request, and is kept.
/// </summary>
internal static class DoubleScratch
{
    private const int LineBytes = 64;

    [ThreadStatic]
    private static double[]? s_memory;

    [ThreadStatic]
    private static int s_offset;

    /// <summary>
    /// Returns so many doubles of this thread; they may hold anything, and are valid until the next call.
    /// </summary>
    /// <param name="length">How many.</param>
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
