using Swish.Data;
using Swish.Kernels.Gemm;
using Xunit;

namespace Swish.Tests.Kernels;

/// <summary>The nonzero bytes of rows, against a search byte by byte.</summary>
public sealed class CompressedRowsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 63)]
    [InlineData(7, 64)]
    [InlineData(5, 130)]
    [InlineData(40, 784)]
    public void Rows_contain_their_nonzero_bytes_in_order(int rows, int columns)
    {
        byte[] matrix = Matrix(rows, columns, ofTen: 2);
        // A row of zeros has no entries.
        matrix.AsSpan(0, columns).Clear();
        CompressedRows compressed = CompressedRows.TryCreate(matrix, columns)!;
        for (int row = 0; row < rows; row++)
        {
            byte[] bytes = matrix[(row * columns)..((row + 1) * columns)];
            int[] nonzero = [.. Enumerable.Range(0, columns).Where(column => bytes[column] != 0)];
            Assert.Equal(nonzero, compressed.Columns(row).ToArray().Select(column => (int)column));
            Assert.Equal(nonzero.Select(column => bytes[column]), compressed.Values(row).ToArray());
        }
    }

    [Fact]
    public void The_compressed_form_is_never_larger_than_the_bytes()
    {
        Assert.NotNull(CompressedRows.TryCreate([1, 0, 0, 0, 1, 0], 3));
        Assert.Null(CompressedRows.TryCreate([1, 0, 0, 0, 1, 1], 3));
    }

    [Fact]
    public void All_columns_that_have_a_16_bit_index_are_compressed()
    {
        byte[] row = new byte[CompressedRows.MaxColumns];
        row[^1] = 9;
        CompressedRows compressed = CompressedRows.TryCreate(row, row.Length)!;
        Assert.Equal([ushort.MaxValue], compressed.Columns(0).ToArray());
        Assert.Null(CompressedRows.TryCreate(new byte[row.Length + 1], row.Length + 1));
    }

    [Fact]
    public void Examples_are_compressed_in_the_background()
    {
        ExampleSet examples = ExampleSet.OfBytes(Matrix(20, 49, ofTen: 1), new ushort[20], 49);
        Assert.Null(examples.Compressed);
        examples.CompressInBackground();
        Assert.True(SpinWait.SpinUntil(() => examples.Compressed is not null, TimeSpan.FromMinutes(1)));
        CompressedRows first = examples.Compressed!;
        Assert.Equal(examples.ByteRow(19).ToArray().Where(value => value != 0), first.Values(19).ToArray());
        examples.CompressInBackground();
        Assert.Same(first, examples.Compressed);
    }

    private static byte[] Matrix(int rows, int columns, int ofTen)
    {
        System.Random random = new(columns);
        return [.. Enumerable.Range(0, rows * columns)
            .Select(_ => (byte)(random.Next(10) < ofTen ? random.Next(1, 256) : 0))];
    }
}
