using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using StbImageSharp;

namespace Swish.Data.Images;

/// <summary>
/// Checks the data of PNG images before they are decoded: the decoder decompresses all of them, however large, and compares no
/// checksum.
/// </summary>
internal static class PngData
{
    // A chunk has a length, a type, the data and a checksum.
    private const int SignatureLength = 8, LengthAndType = 8, Checksum = 4;

    // A pixel has at most four channels of 16 bits.
    private const int MaxBytesPerPixel = 8;

    /// <summary>Determines whether a file begins like a PNG image.</summary>
    /// <param name="content">The content of the file.</param>
    /// <returns>True if it does.</returns>
    public static bool IsPng(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    /// <summary>
    /// Determines whether the decompressed data are at most as long as those of an interlaced image of the largest
    /// pixels.
    /// </summary>
    /// <param name="content">The content of a PNG file.</param>
    /// <param name="info">The size of the image.</param>
    /// <returns>False if there are more data.</returns>
    /// <exception cref="InvalidDataException">
    /// A chunk is said to be longer than the file or has another checksum than its own, or the data cannot be decompressed or
    /// have another checksum than theirs.
    /// </exception>
    public static bool Fits(byte[] content, ImageInfo info)
    {
        // Each row, and each row of the seven passes of an interlaced image, begins with a filter byte.
        long limit = ((long)info.Width * info.Height * MaxBytesPerPixel) + (2L * info.Height) + info.Width + 64;
        using MemoryStream compressed = new();
        for (long at = SignatureLength; at + LengthAndType <= content.Length;)
        {
            ReadOnlySpan<byte> chunk = content.AsSpan((int)at);
            long length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            // What follows the end is no part of the image.
            if (chunk[4..].StartsWith("IEND"u8)) break;
            // The decoder would reserve as much memory as a chunk says, before it looks for the data.
            if (length > chunk.Length - LengthAndType)
                throw new InvalidDataException("a part of it is said to be longer than the file");
            if (length + Checksum > chunk.Length - LengthAndType || !HasOwnChecksum(chunk, (int)length))
                throw new InvalidDataException("a part of it has another checksum than its own, so it was damaged");
            if (chunk[4..].StartsWith("IDAT"u8))
                compressed.Write(chunk.Slice(LengthAndType, (int)length));
            at += LengthAndType + length + Checksum;
        }
        compressed.Position = 0;
        byte[] buffer = new byte[Math.Min(limit + 1, 1 << 16)];
        using ZLibStream data = new(compressed, CompressionMode.Decompress);
        for (int count; limit >= 0 && (count = data.Read(buffer)) > 0;) limit -= count;
        return limit >= 0;
    }

    /// <summary>
    /// Determines whether a chunk has the checksum of its type and data. Of chunks that no decoder needs, whose type begins with
    /// a lowercase letter, it may be wrong.
    /// </summary>
    private static bool HasOwnChecksum(ReadOnlySpan<byte> chunk, int length) =>
        char.IsAsciiLetterLower((char)chunk[sizeof(uint)])
        || BinaryPrimitives.ReadUInt32BigEndian(chunk[(LengthAndType + length)..])
            == Crc32.HashToUInt32(chunk.Slice(sizeof(uint), sizeof(uint) + length));
}
