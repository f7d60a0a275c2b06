using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;

namespace Swish.Data;

/// <summary>
/// An array of unsigned bytes from an IDX file, the format of MNIST: two zero bytes, the type (8: unsigned byte), the
/// number of dimensions, each dimension as a big-endian 32-bit integer, then the values, the last dimension fastest.
/// </summary>
/// <remarks>
/// Nothing that a file says is believed before it is checked: the memory that is taken is bounded by what the file's
/// own length can hold, and reading ends one byte after the last that the header promises.
/// </remarks>
public sealed class IdxFile
{
    /// <summary>The most bytes that are read from one file: 1 GiB, twenty times MNIST.</summary>
    public const int LargestByteCount = 1 << 30;

    /// <summary>Deflate makes at most 1032 bytes of one (RFC 1951: 258 bytes from two bits).</summary>
    private const int LargestInflation = 1032;

    /// <summary>A gzip file's header, an empty deflate stream, checksum and length (RFC 1952).</summary>
    private const int SmallestGzipLength = 10 + 2 + 8;

    private const byte UnsignedByte = 8;

    private IdxFile(int[] dimensions, byte[] values)
    {
        Dimensions = dimensions;
        Values = values;
    }

    /// <summary>The sizes, the slowest dimension first.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The values: as many as the dimensions multiply to.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays",
        Justification = "Tens of megabytes, handed on once to the data set and not copied.")]
    public byte[] Values { get; }

    /// <summary>Reads a file whole, gzipped or not; its first bytes tell which, not its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">The number of dimensions that it must have: 3 for images, 1 for labels.</param>
    /// <exception cref="SwishException">
    /// The file cannot be read (IdxUnreadable), has another magic number (IdxWrongMagic), is shorter (IdxTruncated)
    /// or longer (IdxTrailingBytes) than its header says, says more than is allowed (IdxTooLarge), or its gzip stream
    /// ends early (IdxGzipTruncated) or is damaged (IdxGzipDamaged). The message names the file.
    /// </exception>
    public static IdxFile Read(string path, int rank)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(file, file.Length, path, rank);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SwishException("IdxUnreadable", ErrorKind.ResourceUnavailable,
                $"'{path}' cannot be read: {e.Message}", path, e);
        }
    }

    /// <summary>Reads a file's bytes from a stream that can seek.</summary>
    internal static IdxFile Read(Stream file, long length, string path, int rank)
    {
        Span<byte> start = stackalloc byte[2];
        int startRead = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bool gzipped = startRead == 2 && start[0] == 0x1F && start[1] == 0x8B;
        if (!gzipped)
        {
            file.Position = 0;
            return ReadContent(file, length, path, rank, gzipSize: null);
        }

        // A gzip file of one member ends with its content's length. The decoder ends in silence where the file does,
        // before that length and the checksum too, so that only this tells a file that was cut short.
        if (length < SmallestGzipLength) throw GzipTruncated(path);
        Span<byte> end = stackalloc byte[4];
        file.Position = length - end.Length;
        file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        uint gzipSize = BinaryPrimitives.ReadUInt32LittleEndian(end);
        file.Position = 0;
        try
        {
            using GZipStream content = new(file, CompressionMode.Decompress, leaveOpen: true);
            return ReadContent(content, length * LargestInflation, path, rank, gzipSize);
        }
        catch (InvalidDataException e)
        {
            throw new SwishException("IdxGzipDamaged", ErrorKind.InvalidData,
                $"'{path}' is not a sound gzip file ({e.Message}); fetch it anew.", path, e);
        }
    }

    /// <param name="content">The bytes of the IDX file.</param>
    /// <param name="mostBytes">More than this the file cannot hold.</param>
    /// <param name="path">The file's name, for messages.</param>
    /// <param name="rank">The number of dimensions wanted.</param>
    /// <param name="gzipSize">The length of the content by a gzip file's end; null where the file is plain.</param>
    private static IdxFile ReadContent(Stream content, long mostBytes, string path, int rank, uint? gzipSize)
    {
        int headerLength = 4 + 4 * rank;
        Span<byte> header = stackalloc byte[headerLength];
        int headerRead = content.ReadAtLeast(header, headerLength, throwOnEndOfStream: false);
        if (headerRead >= 4) CheckMagic(header, path, rank);
        if (headerRead < headerLength)
            throw Truncated(path, headerRead, gzipSize, $"an IDX header has {headerLength}");

        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) dimensions[i] = ReadDimension(header[(4 + 4 * i)..], path);
        long promised = headerLength + Multiply(dimensions, path);
        if (promised > mostBytes)
            throw new SwishException("IdxTruncated", ErrorKind.InvalidData,
                $"'{path}' is too short for the {Sizes(dimensions)} values that its header promises; fetch it anew.",
                path);

        byte[] values = Allocate((int)(promised - headerLength), path);
        int read = headerLength + content.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < promised)
            throw Truncated(path, read, gzipSize, $"its header ({Sizes(dimensions)}) promises {promised}");
        // Also makes the gzip decoder compare its checksum.
        if (content.ReadByte() >= 0)
            throw new SwishException("IdxTrailingBytes", ErrorKind.InvalidData,
                $"'{path}' holds more than the {promised} bytes that its header ({Sizes(dimensions)}) promises; "
                + "fetch it anew.",
                path);
        if (gzipSize is not null && gzipSize != promised) throw GzipTruncated(path);
        return new IdxFile(dimensions, values);
    }

    private static void CheckMagic(ReadOnlySpan<byte> header, string path, int rank)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        uint expected = (uint)(UnsignedByte << 8 | rank);
        if (magic != expected)
            throw new SwishException("IdxWrongMagic", ErrorKind.InvalidData,
                $"'{path}' starts with the magic number {magic}; an IDX file of bytes in {rank} "
                + $"{(rank == 1 ? "dimension (labels)" : "dimensions (images)")} starts with {expected}.", path);
    }

    private static int ReadDimension(ReadOnlySpan<byte> header, string path)
    {
        uint size = BinaryPrimitives.ReadUInt32BigEndian(header);
        return size <= LargestByteCount ? (int)size : throw TooLarge(path, size.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The number of values; each factor is bounded, so that no product overflows before it is
    /// rejected.</summary>
    private static long Multiply(int[] dimensions, string path)
    {
        long count = 1;
        foreach (int size in dimensions)
        {
            count *= size;
            if (count > LargestByteCount) throw TooLarge(path, Sizes(dimensions));
        }
        return count;
    }

    private static byte[] Allocate(int count, string path)
    {
        try
        {
            return GC.AllocateUninitializedArray<byte>(count);
        }
        catch (OutOfMemoryException e)
        {
            throw new SwishException("IdxTooLarge", ErrorKind.LimitExceeded,
                $"There is no memory for the {count} bytes of '{path}'.", path, e);
        }
    }

    private static string Sizes(int[] dimensions) => string.Join(" × ", dimensions);

    private static SwishException Truncated(string path, int read, uint? gzipSize, string promise) =>
        gzipSize is not null && gzipSize != read
            ? GzipTruncated(path)
            : new("IdxTruncated", ErrorKind.InvalidData,
                $"'{path}' holds {read} bytes; {promise}. Fetch it anew.", path);

    private static SwishException GzipTruncated(string path) =>
        new("IdxGzipTruncated", ErrorKind.InvalidData,
            $"The gzip file '{path}' was cut short, or something follows it; fetch it anew.", path);

    private static SwishException TooLarge(string path, string size) =>
        new("IdxTooLarge", ErrorKind.LimitExceeded,
            $"'{path}' says that it holds {size} values; at most {LargestByteCount} are read.", path);
}
