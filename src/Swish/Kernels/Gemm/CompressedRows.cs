using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Holds the nonzero bytes of a matrix by row, with their columns in ascending order (compressed sparse rows, CSR).
/// Immutable and thread-safe.
/// </summary>
internal sealed class CompressedRows
{
    /// <summary>The maximum number of columns.</summary>
    public const int MaxColumns = ushort.MaxValue + 1;

    private const int BytesPerEntry = sizeof(ushort) + sizeof(byte);
    private const int Bits = 64;

    private readonly int[] _start;
    private readonly ushort[] _columns;
    private readonly byte[] _values;

    private CompressedRows(int rows, int count)
    {
        _start = new int[rows + 1];
        _columns = new ushort[count];
        _values = new byte[count];
    }

    /// <summary>Compresses a matrix, unless that would need more memory than the matrix itself.</summary>
    /// <param name="matrix">[rows, columns] in row-major order.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>The nonzero bytes; null if there are too many of them, or too many columns.</returns>
    public static CompressedRows? TryCreate(ReadOnlySpan<byte> matrix, int columns)
    {
        int count = matrix.Length - matrix.Count((byte)0);
        if (columns > MaxColumns || (long)count * BytesPerEntry > matrix.Length) return null;
        int rows = matrix.Length / columns;
        CompressedRows result = new(rows, count);
        for (int row = 0; row < rows; row++)
        {
            int start = result._start[row];
            result._start[row + 1] = start + Compress(
                matrix.Slice(row * columns, columns), result._columns.AsSpan(start), result._values.AsSpan(start));
        }
        return result;
    }

    /// <summary>Gets the columns of the nonzero bytes of a row.</summary>
    /// <param name="row">The index of the row.</param>
    /// <returns>The columns, in ascending order.</returns>
    public ReadOnlySpan<ushort> Columns(int row) => _columns.AsSpan(_start[row].._start[row + 1]);

    /// <summary>Gets the nonzero bytes of a row.</summary>
    /// <param name="row">The index of the row.</param>
    /// <returns>The bytes in the order of their columns.</returns>
    public ReadOnlySpan<byte> Values(int row) => _values.AsSpan(_start[row].._start[row + 1]);

    /// <summary>Finds the nonzero bytes of a row.</summary>
    /// <param name="row">At most <see cref="MaxColumns"/> bytes.</param>
    /// <param name="columns">Receives their columns, in ascending order.</param>
    /// <param name="values">Receives their values.</param>
    /// <returns>The number of nonzero bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Compress(ReadOnlySpan<byte> row, Span<ushort> columns, Span<byte> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row.Length, MaxColumns, nameof(row));
        int count = 0;
        for (int first = 0; first < row.Length; first += Bits)
        {
            for (ulong set = NonZero(row[first..Math.Min(row.Length, first + Bits)]); set != 0; set &= set - 1)
            {
                int column = first + BitOperations.TrailingZeroCount(set);
                columns[count] = (ushort)column;
                values[count++] = row[column];
            }
        }
        return count;
    }

    /// <summary>
    /// Returns a bit for each of up to 64 bytes, which is set if the byte is not zero. It processes many bytes at
    /// once, because the processor cannot predict the end of short loops.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NonZero(ReadOnlySpan<byte> bytes)
    {
        ulong set = 0;
        int i = 0;
        for (; i + Vector128<byte>.Count <= bytes.Length; i += Vector128<byte>.Count)
        {
            Vector128<byte> isZero = Vector128.Equals(Vector128.Create(bytes[i..]), Vector128<byte>.Zero);
            set |= (ulong)(~isZero.ExtractMostSignificantBits() & 0xFFFF) << i;
        }
        for (; i < bytes.Length; i++)
            if (bytes[i] != 0) set |= 1UL << i;
        return set;
    }
}
