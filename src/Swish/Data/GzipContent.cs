using System.Buffers.Binary;
using System.IO.Compression;

namespace Swish.Data;

/// <summary>
/// Decompresses gzip files, with one member or several, such as those of bgzip. .NET compares the checksum of each member,
/// but the decompression of a file that was cut off ends without an error.
/// </summary>
internal static class GzipContent
{
    // Other members than the last one are hardly decompressed without an error from where they do not begin.
    private const int MaxAttempts = 16;

    private const int MinMemberLength = 18;

    // The third byte is the only method of compression.
    private static ReadOnlySpan<byte> Mark => [0x1F, 0x8B, 8];

    /// <summary>Determines whether a file begins like a gzip file.</summary>
    /// <param name="file">The file, at its beginning, where it is afterwards.</param>
    /// <returns>True if it does.</returns>
    public static bool IsGzip(Stream file)
    {
        bool isGzip = file.ReadByte() == Mark[0] && file.ReadByte() == Mark[1];
        file.Position = 0;
        return isGzip;
    }

    /// <summary>Opens the content of a file. Who reads it to its end knows that the file is whole.</summary>
    /// <param name="file">The file, at its beginning. It stays open.</param>
    /// <param name="maxLength">The largest number of bytes of the content.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>
    /// The content, which throws <see cref="InvalidDataException"/> where the file is damaged, at its end if it was cut off,
    /// and if it is longer.
    /// </returns>
    public static BoundedStream Open(Stream file, long maxLength, CancellationToken cancellationToken) => new(
        new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), maxLength, cancellationToken,
        length =>
        {
            // The last four bytes of a member are its length.
            if (!EndsWith(file, length) && !EndsWithMember(file, cancellationToken))
                throw new InvalidDataException("It is compressed, and was cut off or damaged.");
        });

    /// <summary>Determines whether one of several members ends where the file ends.</summary>
    private static bool EndsWithMember(Stream file, CancellationToken cancellationToken)
    {
        int attempts = 0;
        foreach (long start in MarksFromTheEnd(file, cancellationToken))
        {
            if (Length(file, start, cancellationToken) is not long length) continue;
            if (EndsWith(file, length)) return true;
            if (++attempts == MaxAttempts) break;
        }
        return false;
    }

    /// <summary>Returns where members may begin, the last one first, without the one at the beginning of the file.</summary>
    private static IEnumerable<long> MarksFromTheEnd(Stream file, CancellationToken cancellationToken)
    {
        byte[] chunk = new byte[1 << 16];
        for (long end = file.Length - MinMemberLength + Mark.Length; end > Mark.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long start = Math.Max(1, end - chunk.Length);
            file.Position = start;
            int count = file.ReadAtLeast(chunk.AsSpan(0, (int)(end - start)), (int)(end - start), throwOnEndOfStream: false);
            for (int at; (at = chunk.AsSpan(0, count).LastIndexOf(Mark)) >= 0; count = at + Mark.Length - 1)
                yield return start + at;
            if (start == 1) break;
            end = start + Mark.Length - 1;
        }
    }

    /// <summary>Returns the length of what a part of a file decompresses to; null if it is not a gzip file.</summary>
    private static long? Length(Stream file, long start, CancellationToken cancellationToken)
    {
        file.Position = start;
        byte[] chunk = new byte[1 << 16];
        try
        {
            using GZipStream content = new(file, CompressionMode.Decompress, leaveOpen: true);
            long length = 0;
            for (int count; (count = content.Read(chunk)) > 0; length += count)
                cancellationToken.ThrowIfCancellationRequested();
            return length;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Determines whether a file ends with a length, before the zeros with which tapes and devices fill up.</summary>
    private static bool EndsWith(Stream file, long length)
    {
        byte[] end = new byte[(int)Math.Min(file.Length, 1 << 16)], number = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, unchecked((uint)length));
        file.Position = file.Length - end.Length;
        ReadOnlySpan<byte> bytes = end.AsSpan(0, file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false));
        int last = bytes.LastIndexOfAnyExcept((byte)0) + 1;
        // The number may have zeros at its own end.
        for (int zeros = 0; zeros <= sizeof(uint) && last + zeros <= bytes.Length; zeros++)
            if (bytes[..(last + zeros)].EndsWith(number))
                return true;
        return false;
    }
}
