using System.Buffers.Binary;

namespace Swish.Data.Images;

/// <summary>Prepares BMP images for a decoder that does not read all of them right.</summary>
internal static class BmpLayout
{
    private const int FileHeader = 14, OffsetPlace = 10, CoreHeader = 12, InfoHeader = 40, Masks = 12, BitFields = 3;

    // Images with fewer bits a pixel have a palette, whose size the decoder takes from the offset of the pixels.
    private const int MinDirectBits = 16;

    /// <summary>Determines whether a file begins like a BMP image.</summary>
    /// <param name="content">The content of the file.</param>
    /// <returns>True if it does.</returns>
    public static bool IsBmp(ReadOnlySpan<byte> content) => content.StartsWith("BM"u8);

    /// <summary>
    /// Moves the pixels right behind the headers: the decoder would skip what is between them twice, and take other bytes
    /// for pixels.
    /// </summary>
    /// <param name="content">The content of a file.</param>
    /// <returns>The same content, or a copy without the gap.</returns>
    /// <exception cref="InvalidDataException">It is of a kind that the decoder reads as black.</exception>
    public static byte[] WithoutGap(byte[] content)
    {
        if (!IsBmp(content) || content.Length < FileHeader + InfoHeader) return content;
        int offset = Number(OffsetPlace), header = Number(FileHeader);
        bool isCore = header == CoreHeader;
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(FileHeader + (isCore ? 10 : 14)));
        if (isCore && bits == 1) throw new InvalidDataException("OS/2 bitmaps of two colors are not supported");
        if (bits < MinDirectBits || header is < CoreHeader or > 1 << 10) return content;
        int start = FileHeader + header + (header == InfoHeader && Number(FileHeader + 16) == BitFields ? Masks : 0);
        if (offset <= start || offset > content.Length) return content;
        byte[] moved = [.. content.AsSpan(0, start), .. content.AsSpan(offset)];
        BinaryPrimitives.WriteInt32LittleEndian(moved.AsSpan(OffsetPlace), start);
        return moved;

        int Number(int place) => BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(place));
    }
}
