using System.IO.Compression;
using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

public sealed class IdxFileTests
{
    private const string Name = "some-file";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dimensions_and_values_are_read(bool gzipped)
    {
        byte[] bytes = IdxBytes.Images(3, 4, 5);
        IdxFile file = Read(gzipped ? IdxBytes.Gzip(bytes) : bytes, 3);
        Assert.Equal([3, 4, 5], file.Dimensions);
        Assert.Equal(bytes[16..], file.Values);
    }

    [Fact]
    public void An_empty_array_is_read() => Assert.Empty(Read(IdxBytes.Labels(), 1).Values);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(75)]
    public void A_truncated_file_is_rejected(int length)
    {
        byte[] bytes = IdxBytes.Images(3, 4, 5)[..length];
        AssertRejected("IdxTruncated", ErrorKind.InvalidData, bytes, 3);
        AssertRejected("IdxTruncated", ErrorKind.InvalidData, IdxBytes.Gzip(bytes), 3);
    }

    [Fact]
    public void Trailing_bytes_are_rejected()
    {
        byte[] bytes = [.. IdxBytes.Labels(1, 2, 3), 0];
        AssertRejected("IdxTrailingBytes", ErrorKind.InvalidData, bytes, 1);
        AssertRejected("IdxTrailingBytes", ErrorKind.InvalidData, IdxBytes.Gzip(bytes), 1);
    }

    [Theory]
    [InlineData(0x801u, 3)] // labels instead of images
    [InlineData(0x803u, 1)]
    [InlineData(0xD03u, 3)] // float values
    [InlineData(0x10803u, 3)]
    [InlineData(0x03080000u, 3)] // little-endian
    public void A_wrong_magic_number_is_rejected(uint magic, int rank)
    {
        byte[] bytes = IdxBytes.Of(new uint[rank], [], magic);
        AssertRejected("IdxWrongMagic", ErrorKind.InvalidData, bytes, rank);
        AssertRejected("IdxWrongMagic", ErrorKind.InvalidData, IdxBytes.Gzip(bytes), rank);
    }

    [Theory]
    [InlineData(uint.MaxValue, 1, 1)]
    [InlineData(1 << 30, 2, 1)]
    [InlineData(65536, 65536, 1)] // 2^32: 0 in 32 bits
    [InlineData(1 << 30, 1 << 30, 16)] // 2^64: 0 in 64 bits
    [InlineData(2097152, 2097152, 2097152)] // 2^63: negative
    public void Dimensions_whose_product_exceeds_the_limit_are_rejected(uint count, uint rows, uint columns)
    {
        byte[] bytes = IdxBytes.Of([count, rows, columns], [1, 2, 3]);
        AssertRejected("IdxTooLarge", ErrorKind.LimitExceeded, bytes, 3);
        AssertRejected("IdxTooLarge", ErrorKind.LimitExceeded, IdxBytes.Gzip(bytes), 3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_small_file_cannot_cause_a_large_allocation(bool gzipped)
    {
        byte[] bytes = IdxBytes.Of([1 << 30], [1, 2, 3]);
        if (gzipped) bytes = IdxBytes.Gzip(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRejected("IdxTruncated", ErrorKind.InvalidData, bytes, 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_not_decompressed_past_the_end_that_its_header_declares()
    {
        // Three labels followed by 256 MiB of zeros, compressed to 255 KiB.
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(IdxBytes.Labels(1, 2, 3));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++) gzip.Write(zeros);
        }
        packed.Position = 0;
        SwishException e = Assert.Throws<SwishException>(() => IdxFile.Read(packed, packed.Length, Name, 1));
        Assert.Equal("IdxTrailingBytes", e.ErrorId);
        Assert.InRange(packed.Position, 0, 64 << 10);
    }

    [Fact]
    public void A_gzip_file_truncated_anywhere_is_rejected()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(20, 8, 8));
        for (int length = 2; length < packed.Length; length++)
        {
            byte[] cut = packed[..length];
            SwishException e = Assert.Throws<SwishException>(() => Read(cut, 3));
            Assert.True(e.ErrorId == "IdxGzipTruncated", $"{length} of {packed.Length}: {e.ErrorId} {e.Message}");
        }
    }

    [Fact]
    public void A_damaged_gzip_file_is_rejected()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(20, 8, 8));
        byte[] wrongChecksum = [.. packed];
        wrongChecksum[^8] ^= 1;
        AssertRejected("IdxGzipDamaged", ErrorKind.InvalidData, wrongChecksum, 3);
        // GZipStream itself ignores extra bytes at the end.
        AssertRejected("IdxGzipTruncated", ErrorKind.InvalidData, [.. packed, 0, 0], 3);
        byte[] wrongMethod = [.. packed];
        wrongMethod[2] = 7;
        AssertRejected("IdxGzipDamaged", ErrorKind.InvalidData, wrongMethod, 3);
    }

    [Fact]
    public void A_missing_file_or_a_folder_is_unreadable()
    {
        string missing = Path.Combine(MnistFiles.Folder, "missing");
        Assert.Equal("IdxUnreadable", Assert.Throws<SwishException>(() => IdxFile.Read(missing, 1)).ErrorId);
        SwishException e = Assert.Throws<SwishException>(() => IdxFile.Read(MnistFiles.Folder, 1));
        Assert.Equal("IdxUnreadable", e.ErrorId);
        Assert.Equal(ErrorKind.ResourceUnavailable, e.Kind);
        Assert.Contains(MnistFiles.Folder, e.Message, StringComparison.Ordinal);
    }

    private static IdxFile Read(byte[] bytes, int rank) =>
        IdxFile.Read(new MemoryStream(bytes), bytes.Length, Name, rank);

    private static void AssertRejected(string errorId, ErrorKind kind, byte[] bytes, int rank)
    {
        SwishException e = Assert.Throws<SwishException>(() => Read(bytes, rank));
        Assert.Equal(errorId, e.ErrorId);
        Assert.Equal(kind, e.Kind);
        Assert.Equal(Name, e.OffendingValue);
        Assert.Contains(Name, e.Message, StringComparison.Ordinal);
    }
}
