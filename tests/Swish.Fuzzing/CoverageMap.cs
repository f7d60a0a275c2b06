using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Swish.Fuzzing;

/// <summary>
/// The branches that inputs take. Instrumented code counts each pair of branches in a map of 64 KiB, as for afl-fuzz.
/// </summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    private readonly byte[] _seen = new byte[Size];

    /// <summary>Creates the map, which instrumented code needs from its first line.</summary>
    public static void Allocate() => Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>Gets the number of pairs of branches that any input took.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets the branches of the last input.</summary>
    public static void Clear()
    {
        new Span<byte>(Trace.SharedMem, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Determines whether the last input took branches, or as many times, as none before it.</summary>
    public bool AddLast()
    {
        ReadOnlySpan<byte> map = new(Trace.SharedMem, Size);
        bool isNew = false;
        for (int at = 0; ;)
        {
            int next = map[at..].IndexOfAnyExcept((byte)0);
            if (next < 0) return isNew;
            at += next;
            byte bucket = Bucket(map[at]);
            if ((_seen[at] & bucket) == 0)
            {
                if (_seen[at] == 0) Count++;
                _seen[at] |= bucket;
                isNew = true;
            }
            if (++at == Size) return isNew;
        }
    }

    // How often a branch was taken, in powers of two, as in afl-fuzz.
    private static byte Bucket(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
