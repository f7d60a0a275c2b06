using System.Runtime.InteropServices;

namespace Swish.Kernels.Memory;

/// <summary>
/// Requests pages of 2 MB from the operating system. The operands of a product are then contiguous in physical memory.
/// With small pages, they may share sets of the L2 cache and evict each other.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size and alignment of a huge page in bytes.</summary>
    public const int Size = 2 << 20;

    private const int MadviseHugePage = 14;

    /// <summary>
    /// Advises the operating system to use huge pages for memory that was not accessed yet. Does nothing on systems
    /// other than Linux.
    /// </summary>
    /// <param name="start">The start of the memory, a multiple of <see cref="Size"/>.</param>
    /// <param name="bytes">The length of the memory in bytes.</param>
    public static void Advise(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            // Ignore the result, because huge pages only affect the speed.
            _ = Madvise(start, bytes, MadviseHugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // This Linux does not have huge pages.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* start, nuint length, int advice);
}
