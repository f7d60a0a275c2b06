using System.Runtime.InteropServices;

namespace Swish.Kernels.Memory;

/// <summary>
/// Pages of 2 MB, where the system has them to give. A product's operands then lie together in physical memory too:
/// scattered over small pages, they share the sets of the second cache by chance, and drive each other out of it.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size of such a page, and what it must be aligned to, in bytes.</summary>
    public const int Size = 2 << 20;

    private const int MadviseHugePage = 14;

    /// <summary>
    /// Asks that memory which was not touched yet be given in large pages. Only Linux waits to be asked, and where it
    /// rejects, the memory is as good as before.
    /// </summary>
    /// <param name="start">Where the memory starts: a multiple of the size of a page.</param>
    /// <param name="bytes">How long it is.</param>
    public static void Advise(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            // what it returns says whether it was heard, and nothing depends on that
            _ = Madvise(start, bytes, MadviseHugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // a Linux without it has no large pages to give
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* start, nuint length, int advice);
}
