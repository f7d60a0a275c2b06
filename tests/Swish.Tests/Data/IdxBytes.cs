using System.Buffers.Binary;
using System.IO.Compression;

namespace Swish.Tests.Data;

/// <summary>Creates the bytes of valid and invalid IDX files.</summary>
internal static class IdxBytes
{
    /// <summary>Creates a header followed by values.</summary>
    public static byte[] Of(ReadOnlySpan<uint> dimensions, ReadOnlySpan<byte> values, uint? magic = null)
    {
        byte[] bytes = new byte[4 + 4 * dimensions.Length + values.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic ?? 0x800u + (uint)dimensions.Length);
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + 4 * i), dimensions[i]);
        values.CopyTo(bytes.AsSpan(4 + 4 * dimensions.Length));
        return bytes;
    }

    /// <summary>Creates an image file whose pixels count up from 0, modulo 256.</summary>
    public static byte[] Images(int count, int rows, int columns)
    {
        byte[] pixels = new byte[count * rows * columns];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)i;
        return Of([(uint)count, (uint)rows, (uint)columns], pixels);
    }

    public static byte[] Labels(params ReadOnlySpan<byte> labels) => Of([(uint)labels.Length], labels);

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
