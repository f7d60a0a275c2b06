using System.Runtime.CompilerServices;

namespace Swish.Kernels.Memory;

/// <summary>
/// Allocates the memory of buffers from pinned arrays in huge pages. Small buffers share an array; a buffer of a huge
/// page or more has a separate array. The garbage collector frees an array when none of its buffers is in use.
/// </summary>
internal static unsafe class AlignedAllocator
{
    private const int PageLength = HugePages.Size / sizeof(float);
    private const int PieceLength = 4 * PageLength;

    // the size of a cache line
    private const int Alignment = 16;

    // One array per thread, so that threads do not wait for each other.
    [ThreadStatic]
    private static float[]? _piece;

    [ThreadStatic]
    private static int _next;

    /// <summary>Allocates memory that is initially zero, aligned to 64 bytes.</summary>
    /// <param name="length">The number of floats.</param>
    /// <returns>The array that contains the memory, and the index at which it starts.</returns>
    public static (float[] Array, int Start) Allocate(int length)
    {
        int taken = (checked(length + Alignment - 1)) / Alignment * Alignment;
        if (taken >= PageLength)
        {
            float[] own = NewPiece(taken, out int first);
            own.AsSpan(first, length).Clear();
            return (own, first);
        }
        if (_piece is null || _next + taken > _piece.Length) _piece = NewPiece(PieceLength, out _next);
        int start = _next;
        _next += taken;
        _piece.AsSpan(start, length).Clear();
        return (_piece, start);
    }

    private static float[] NewPiece(int length, out int start)
    {
        // Not cleared by the runtime, because that would map small pages before huge pages are requested.
        float[] array = GC.AllocateUninitializedArray<float>(checked(length + PageLength), pinned: true);
        void* address = Unsafe.AsPointer(ref array[0]);
        nuint offset = (nuint)address % HugePages.Size;
        nuint gap = offset == 0 ? 0 : HugePages.Size - offset;
        start = (int)(gap / sizeof(float));
        HugePages.Advise((byte*)address + gap, (nuint)length * sizeof(float));
        return array;
    }
}
