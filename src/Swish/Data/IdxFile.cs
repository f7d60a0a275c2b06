using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;

namespace Swish.Data;

/// <summary>
/// Reads an array of unsigned bytes from an IDX file, the format of MNIST: two zero bytes, the type (8 means unsigned
/// byte), the number of dimensions, each dimension as a big-endian 32-bit integer, then the values in row-major order.
/// </summary>
/// <remarks>
/// The header is not trusted: the memory allocated is bounded by what a file of this length can hold, and reading stops
/// one byte after the end that the header declares.
/// </remarks>
public sealed class IdxFile
{
    /// <summary>The largest number of values read from one file: 2³⁰, twenty times those of MNIST.</summary>
    public const int MaxByteCount = 1 << 30;

    /// <summary>The largest expansion of deflate: 1032 bytes from one (RFC 1951: 258 bytes from two bits).</summary>
    private const int MaxCompressionRatio = 1032;

    /// <summary>The length of the smallest gzip file: header, empty deflate stream, checksum and length (RFC
    /// 1952).</summary>
    private const int MinGzipLength = 10 + 2 + 8;

    private const byte UnsignedByte = 8;

    private IdxFile(int[] dimensions, byte[] values)
    {
        Dimensions = dimensions;
        Values = values;
    }

    /// <summary>Gets the dimensions, such as [images, rows, columns].</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Gets the values, in row-major order: as many as the product of the dimensions.</summary>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays",
        Justification = "Tens of megabytes, passed to the data set without a copy.")]
    public byte[] Values { get; }

    /// <summary>Reads a whole file, plain or gzipped. Its first two bytes decide which, not its name.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="rank">The number of dimensions it must have: 3 for images, 1 for labels.</param>
    /// <returns>The dimensions and values.</returns>
    /// <exception cref="SwishException">
    /// The file cannot be read (IdxUnreadable), is a web page (IdxIsHtml) or has another magic number
    /// (IdxWrongMagic), is shorter (IdxTruncated)
    /// or longer (IdxTrailingBytes) than its header says, declares more values than allowed or than fit in memory
    /// (IdxTooLarge), or is a gzip file that ends early (IdxGzipTruncated) or is damaged (IdxGzipDamaged). The message
    /// names the file.
    /// </exception>
    public static IdxFile Read(string path, int rank)
    {
        try
        {
            using FileStream file = new(
                RegularFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(file, file.Length, path, rank);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SwishException("IdxUnreadable", ErrorKind.ResourceUnavailable,
                $"Cannot read '{path}': {e.Message}", path, e);
        }
    }

    /// <summary>Reads the file from a seekable stream.</summary>
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

        // A gzip file with one member ends with the length of its content. GZipStream reports no error if the file ends
        // before the checksum and that length, so a file that was cut short can only be detected by comparing them.
        if (length < MinGzipLength) throw GzipTruncated(path);
        Span<byte> end = stackalloc byte[4];
        file.Position = length - end.Length;
        file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        uint gzipSize = BinaryPrimitives.ReadUInt32LittleEndian(end);
        file.Position = 0;
        try
        {
            using GZipStream content = new(file, CompressionMode.Decompress, leaveOpen: true);
            return ReadContent(content, length * MaxCompressionRatio, path, rank, gzipSize);
        }
        catch (InvalidDataException e)
        {
            throw new SwishException("IdxGzipDamaged", ErrorKind.InvalidData,
                $"The gzip file '{path}' is damaged ({e.Message}); download it again.", path, e);
        }
    }

    /// <summary>Reads the header and the values, and checks that nothing follows them.</summary>
    /// <param name="content">The uncompressed content.</param>
    /// <param name="maximumLength">The largest number of bytes that the content can have.</param>
    /// <param name="path">The path of the file, for messages.</param>
    /// <param name="rank">The number of dimensions expected.</param>
    /// <param name="gzipSize">The length of the content as stored at the end of a gzip file; null if it is
    /// plain.</param>
    private static IdxFile ReadContent(Stream content, long maximumLength, string path, int rank, uint? gzipSize)
    {
        int headerLength = 4 + 4 * rank;
        Span<byte> header = stackalloc byte[headerLength];
        int headerRead = content.ReadAtLeast(header, headerLength, throwOnEndOfStream: false);
        if (headerRead >= 4) CheckMagic(header, path, rank);
        if (headerRead < headerLength)
            throw Truncated(path, headerRead, gzipSize, $"an IDX header has {headerLength}");

        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) dimensions[i] = ReadDimension(header[(4 + 4 * i)..], path);
        long declared = headerLength + Multiply(dimensions, path);
        if (declared > maximumLength)
            throw new SwishException("IdxTruncated", ErrorKind.InvalidData,
                $"'{path}' is too short for the {Sizes(dimensions)} values that its header declares; "
                + "download it again.",
                path);

        byte[] values = Allocate((int)(declared - headerLength), path);
        int read = headerLength + content.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < declared)
            throw Truncated(path, read, gzipSize, $"its header ({Sizes(dimensions)}) declares {declared}");
        // Reading past the end also makes the gzip decoder verify its checksum.
        if (content.ReadByte() >= 0)
            throw new SwishException("IdxTrailingBytes", ErrorKind.InvalidData,
                $"'{path}' has more than the {declared} bytes that its header ({Sizes(dimensions)}) declares; "
                + "download it again.",
                path);
        if (gzipSize is not null && gzipSize != declared) throw GzipTruncated(path);
        return new IdxFile(dimensions, values);
    }

    private static void CheckMagic(ReadOnlySpan<byte> header, string path, int rank)
    {
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        uint expected = (uint)(UnsignedByte << 8 | rank);
        if (header.TrimStart("\xEF\xBB\xBF \t\r\n"u8).StartsWith("<"u8))
            throw new SwishException("IdxIsHtml", ErrorKind.InvalidData,
                $"'{path}' is a web page (HTML or XML), most likely saved in place of the download that it offers; download "
                + "the file itself again.", path);
        if (magic != expected)
            throw new SwishException("IdxWrongMagic", ErrorKind.InvalidData,
                $"'{path}' starts with the magic number {magic}; an IDX file of bytes in {rank} "
                + $"{(rank == 1 ? "dimension (labels)" : "dimensions (images)")} starts with {expected}.", path);
    }

    private static int ReadDimension(ReadOnlySpan<byte> header, string path)
    {
        uint size = BinaryPrimitives.ReadUInt32BigEndian(header);
        return size <= MaxByteCount ? (int)size : throw TooLarge(path, size.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Multiplies the dimensions. Each is at most 2³⁰ and so is the product so far, so the next product cannot
    /// overflow a long before it is rejected.</summary>
    private static long Multiply(int[] dimensions, string path)
    {
        long count = 1;
        foreach (int size in dimensions)
        {
            count *= size;
            if (count > MaxByteCount) throw TooLarge(path, Sizes(dimensions));
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
                $"There is not enough memory for the {count} bytes of '{path}'.", path, e);
        }
    }

    private static string Sizes(int[] dimensions) => string.Join(" × ", dimensions);

    private static SwishException Truncated(string path, int read, uint? gzipSize, string expected) =>
        gzipSize is not null && gzipSize != read
            ? GzipTruncated(path)
            : new("IdxTruncated", ErrorKind.InvalidData,
                $"'{path}' has only {read} bytes; {expected}. Download it again.", path);

    private static SwishException GzipTruncated(string path) =>
        new("IdxGzipTruncated", ErrorKind.InvalidData,
            $"The gzip file '{path}' is cut short, or has extra bytes at its end; download it again.", path);

    private static SwishException TooLarge(string path, string size) =>
        new("IdxTooLarge", ErrorKind.LimitExceeded,
            $"The header of '{path}' declares {size} values; at most {MaxByteCount} can be read.", path);
}
