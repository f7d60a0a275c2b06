using System.Runtime.InteropServices;

namespace Swish.Kernels.Memory;

/// <summary>
/// Pages of 2 MB, where the system has them. The operands of a product are then contiguous in physical memory too:
/// scattered over small pages, they happen to share sets of the second-level cache, and evict each other from it.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size of such a page, and what it must be aligned to, in bytes.</summary>
    public const int Size = 2 << 20;

    private const int MadviseHugePage = 14;

    /// <summary>
    /// Advises the system to back memory that was not touched yet by huge pages. Only Linux needs the advice, and where
    /// it does not follow it, nothing changes.
    /// </summary>
    /// <param name="start">Where the memory starts: a multiple of the size of a page.</param>
    /// <param name="bytes">How long it is.</param>
    public static void Advise(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            // the result says whether the advice was taken, and nothing depends on that
            _ = Madvise(start, bytes, MadviseHugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // a Linux without it has no huge pages
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* start, nuint length, int advice);
}
