using System.Runtime.CompilerServices;

namespace Swish.Kernels.Memory;

/// <summary>
/// Allocates the memory of buffers: arrays that do not move, in <see cref="HugePages"/>, of which each buffer takes
/// the next floats; a buffer of a page or more has an array of its own. The garbage collector keeps an array as long as
/// a buffer of it is in use.
/// </summary>
internal static unsafe class AlignedAllocator
{
    private const int PageLength = HugePages.Size / sizeof(float);
    private const int PieceLength = 4 * PageLength;

    // from one cache line to the next
    private const int Alignment = 16;

    // an array for each thread, so that none waits for another
    [ThreadStatic]
    private static float[]? s_piece;

    [ThreadStatic]
    private static int s_next;

    /// <summary>Allocates so many floats, all zero, from an address that is a multiple of 64 bytes.</summary>
    /// <param name="length">How many.</param>
    /// <returns>The array that they are part of, and where they start in it.</returns>
    public static (float[] Array, int Start) Allocate(int length)
    {
        int taken = (checked(length + Alignment - 1)) / Alignment * Alignment;
        if (taken >= PageLength)
        {
            float[] own = NewPiece(taken, out int first);
            own.AsSpan(first, length).Clear();
            return (own, first);
        }
        if (s_piece is null || s_next + taken > s_piece.Length) s_piece = NewPiece(PieceLength, out s_next);
        int start = s_next;
        s_next += taken;
        s_piece.AsSpan(start, length).Clear();
        return (s_piece, start);
    }

    private static float[] NewPiece(int length, out int start)
    {
        // Not cleared by the runtime: small pages would come with the first touch, before large ones are asked for.
        float[] piece = GC.AllocateUninitializedArray<float>(checked(length + PageLength), pinned: true);
        void* address = Unsafe.AsPointer(ref piece[0]);
        nuint offset = (nuint)address % HugePages.Size;
        nuint gap = offset == 0 ? 0 : HugePages.Size - offset;
        start = (int)(gap / sizeof(float));
        HugePages.Advise((byte*)address + gap, (nuint)length * sizeof(float));
        return piece;
    }
}
