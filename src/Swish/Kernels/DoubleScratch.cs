using System.Runtime.CompilerServices;

namespace Swish.Kernels;

/// <summary>
/// A thread's scratch memory for doubles, from a cache line's beginning: a register that straddles two lines takes twice
/// as long to load. It grows to what was asked for most, and stays.
/// </summary>
internal static class DoubleScratch
{
    private const int LineBytes = 64;

    [ThreadStatic]
    private static double[]? s_memory;

    [ThreadStatic]
    private static int s_offset;

    /// <summary>So many doubles of this thread; what they hold is whatever was left there.</summary>
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
