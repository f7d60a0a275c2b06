using FsCheck;
using FsCheck.Fluent;
using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

/// <summary>
/// Tests that any bytes are either read or rejected with a <see cref="SwishException"/>, and that no more memory is
/// allocated than the bytes can decompress to.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class IdxFuzzTests
{
    private const int MaximumAllocation = 1 << 20;

    [Fact]
    public void Any_array_is_read_back_gzipped_or_not()
    {
        Gen<byte[]> bytes = ArbMap.Default.GeneratorFor<byte[]>();
        Prop.ForAll(bytes.ToArbitrary(), values =>
        {
            byte[] file = IdxBytes.Labels(values);
            return Read(file, 1).AsSpan().SequenceEqual(values)
                && Read(IdxBytes.Gzip(file), 1).AsSpan().SequenceEqual(values);
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    [Fact]
    public void Any_cut_or_addition_is_rejected()
    {
        byte[] file = IdxBytes.Images(4, 3, 2);
        Prop.ForAll(Gen.Choose(-file.Length, 40).Where(n => n != 0).ToArbitrary(), change =>
        {
            byte[] wrong = change < 0 ? file[..^-change] : [.. file, .. new byte[change]];
            string expected = change < 0 ? "IdxTruncated" : "IdxTrailingBytes";
            return ErrorIdOf(wrong, 3) == expected && ErrorIdOf(IdxBytes.Gzip(wrong), 3) == expected;
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true));
    }

    [Fact]
    public void Random_bytes_are_read_or_rejected()
    {
        Gen<byte[]> bytes = ArbMap.Default.GeneratorFor<byte[]>();
        // The first bytes are valid, so that the reader gets past the magic number.
        Gen<byte[]> labels = bytes.Select(rest => (byte[])[0, 0, 8, 1, 0, 0, .. rest]);
        Gen<byte[]> gzip = bytes.Select(rest => (byte[])[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, .. rest]);
        Prop.ForAll(Gen.OneOf(bytes, labels, gzip).ToArbitrary(), content => IsReadOrRejected(content, 1))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithQuietOnSuccess(true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mutated_files_are_read_or_rejected(bool gzipped)
    {
        byte[] valid = IdxBytes.Images(6, 5, 4);
        if (gzipped) valid = IdxBytes.Gzip(valid);
        System.Random random = new(20170);
        for (int i = 0; i < 10_000; i++)
        {
            byte[] mutant = Mutate(valid, random);
            Assert.True(IsReadOrRejected(mutant, 3), Convert.ToHexString(mutant));
        }
    }

    private static byte[] Mutate(byte[] valid, System.Random random)
    {
        List<byte> bytes = [.. valid];
        for (int change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
        {
            // Half of the changes are in the headers, where they matter most.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(32, bytes.Count) : bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? byte.MaxValue : byte.MinValue; break;
                case 3: bytes.RemoveRange(at, random.Next(1, Math.Min(9, bytes.Count - at + 1))); break;
                default: bytes.InsertRange(at, bytes[..random.Next(1, Math.Min(17, bytes.Count + 1))]); break;
            }
        }
        return [.. bytes];
    }

    private static bool IsReadOrRejected(byte[] content, int rank)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ErrorIdOf(content, rank); // catches only SwishException, so any other exception fails the test
        return GC.GetAllocatedBytesForCurrentThread() - before < MaximumAllocation + 1032L * content.Length;
    }

    private static string? ErrorIdOf(byte[] content, int rank)
    {
        try
        {
            Read(content, rank);
            return null;
        }
        catch (SwishException e)
        {
            return e.ErrorId;
        }
    }

    private static byte[] Read(byte[] content, int rank) =>
        IdxFile.Read(new MemoryStream(content), content.Length, "file", rank).Values;
}
