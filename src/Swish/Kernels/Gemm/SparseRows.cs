using System.Runtime.CompilerServices;
using Swish.Kernels.Memory;
using Swish.Kernels.Simd;

namespace Swish.Kernels.Gemm;

/// <summary>
/// Represents a sparse batch of inputs, [rows, columns]: the nonzero values by row and by column, in ascending order,
/// for the two matrix products of the first layer. Results are bit-identical with the dense products as long as the
/// weights are finite: a skipped term is ±0·w = ±0, which does not change an accumulator that started at +0.
/// </summary>
internal sealed unsafe class SparseRows
{
    private const int ByteValues = 256;

    // Processors with vectors of 512 bits have an L1 cache of 48 KB or a fast L2 cache; on others, smaller blocks are faster.
    private static readonly int BlockColumns = VectorWidth.Bits == 512 ? 392 : 112;

    private readonly int _blocks;
    private readonly int[] _blockStart;
    private readonly int[] _columnStart;
    private readonly int[] _columnEnd;
    private SparseEntry[] _byRow;
    private SparseEntry[] _byColumn = [];
    private int _end;

    /// <summary>Allocates an empty batch.</summary>
    /// <param name="capacity">The maximum number of rows.</param>
    /// <param name="columns">The number of columns, which are the inputs of an example.</param>
    public SparseRows(int capacity, int columns)
    {
        _blocks = (columns + BlockColumns - 1) / BlockColumns;
        // The index of the first entry of each block of each row, and the end of the last one.
        _blockStart = new int[capacity * (_blocks + 1)];
        _columnStart = new int[columns];
        _columnEnd = new int[columns];
        _byRow = new SparseEntry[capacity * columns / 4 + columns];
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns => _columnEnd.Length;

    /// <summary>Removes all rows.</summary>
    public void Clear()
    {
        Rows = _end = 0;
        Array.Clear(_columnEnd);
    }

    /// <summary>Adds a row of bytes.</summary>
    /// <param name="columns">The columns of the bytes that are not zero, in ascending order.</param>
    /// <param name="bytes">The bytes at these columns.</param>
    /// <param name="values">The value of each byte, [256]; the value of 0 must be 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Add(ReadOnlySpan<ushort> columns, ReadOnlySpan<byte> bytes, ReadOnlySpan<float> values)
    {
        Check(bytes.Length == columns.Length && (columns.IsEmpty || columns[^1] < Columns));
        int start = _end;
        if (_byRow.Length < start + columns.Length) Array.Resize(ref _byRow, 2 * _byRow.Length + columns.Length);
        Span<int> starts = _blockStart.AsSpan(Rows * (_blocks + 1), _blocks + 1);
        // Pointers save a third of the time; a byte cannot exceed the 256 values.
        fixed (SparseEntry* entries = _byRow)
        fixed (ushort* column = columns)
        fixed (byte* value = bytes)
        fixed (float* of = values[..ByteValues])
        fixed (int* count = _columnEnd)
        {
            int i = 0;
            for (int block = 0; block < _blocks; block++)
            {
                starts[block] = start + i;
                int end = (block + 1) * BlockColumns;
                for (; i < columns.Length && column[i] < end; i++)
                {
                    entries[start + i] = new(column[i] * Panel.Width, of[value[i]]);
                    count[column[i]]++;
                }
            }
        }
        starts[_blocks] = _end = start + columns.Length;
        Rows++;
    }

    /// <summary>
    /// Sorts the entries by column, as <see cref="MatMulTransposed{T}"/> needs them: once, when all rows are added.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void SortByColumn()
    {
        if (_byColumn.Length < _end) _byColumn = new SparseEntry[_byRow.Length];
        // Pointers save a third of the time. Add has checked the columns, and there are as many entries by column as by row.
        fixed (SparseEntry* byRow = _byRow, byColumn = _byColumn)
        fixed (int* end = _columnEnd)
        {
            // Until now these are the numbers of entries of each column.
            int start = 0;
            for (int column = 0; column < Columns; column++)
            {
                int count = end[column];
                _columnStart[column] = end[column] = start;
                start += count;
            }
            for (int row = 0; row < Rows; row++)
            {
                int rowEnd = _blockStart[row * (_blocks + 1) + _blocks];
                for (int i = _blockStart[row * (_blocks + 1)]; i < rowEnd; i++)
                    byColumn[end[(uint)byRow[i].Offset / Panel.Width]++] = new(row * Panel.Width, byRow[i].Value);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void MatMul<T>(
        ReadOnlySpan<float> b, Span<float> c, ref WeightPrefetcher prefetcher, CancellationToken stop)
        where T : struct, ISimdVector<T>
    {
        Check(b.Length >= Columns * Panel.Width && c.Length >= Rows * Panel.Width);
        fixed (float* source = b, target = c) Multiply(new PanelSums<T>(source, target), ref prefetcher, stop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void MatMulPair<T>(
        ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, Span<float> c0, Span<float> c1, ref WeightPrefetcher prefetcher,
        CancellationToken stop)
        where T : struct, ISimdVector<T>
    {
        Check(Math.Min(b0.Length, b1.Length) >= Columns * Panel.Width && Math.Min(c0.Length, c1.Length) >= Rows * Panel.Width);
        fixed (float* source0 = b0, source1 = b1, target0 = c0, target1 = c1)
            Multiply(new PanelPairSums<T>(source0, source1, target0, target1), ref prefetcher, stop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void MatMulTransposed<T>(
        int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c, ref WeightPrefetcher prefetcher)
        where T : struct, ISimdVector<T>
    {
        Check(b.Length >= Rows * Panel.Width && c.Length >= columns * Panel.Width);
        fixed (float* source = b, target = c)
            MultiplyTransposed(firstColumn, columns, new PanelSums<T>(source, target), ref prefetcher);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void MatMulTransposedPair<T>(
        int firstColumn, int columns, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, Span<float> c0, Span<float> c1,
        ref WeightPrefetcher prefetcher)
        where T : struct, ISimdVector<T>
    {
        Check(Math.Min(b0.Length, b1.Length) >= Rows * Panel.Width && Math.Min(c0.Length, c1.Length) >= columns * Panel.Width);
        fixed (float* source0 = b0, source1 = b1, target0 = c0, target1 = c1)
            MultiplyTransposed(
                firstColumn, columns, new PanelPairSums<T>(source0, source1, target0, target1), ref prefetcher);
    }

    // A block of the panel of weights stays in the cache while it is multiplied with all rows, two rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Multiply<TSums>(TSums sums, ref WeightPrefetcher prefetcher, CancellationToken stop)
        where TSums : struct, ISparseSums
    {
        prefetcher.Spread(_blocks * ((Rows + 1) / 2), iterations: 0);
        fixed (SparseEntry* entries = _byRow)
        fixed (int* starts = _blockStart)
        {
            for (int block = 0; block < _blocks; block++)
            {
                stop.ThrowIfCancellationRequested();
                for (int row = 0; row < Rows; row += 2)
                {
                    prefetcher.Next();
                    int* at = starts + row * (_blocks + 1) + block;
                    // An odd last row has no partner; its own output is used for both.
                    int next = row + 1 < Rows ? 1 : 0;
                    int* otherAt = at + next * (_blocks + 1);
                    sums.Compute(
                        entries + at[0], entries + at[1], entries + otherAt[0], entries + otherAt[next], row, row + next,
                        goesOn: block > 0);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void MultiplyTransposed<TSums>(int firstColumn, int columns, TSums sums, ref WeightPrefetcher prefetcher)
        where TSums : struct, ISparseSums
    {
        prefetcher.Spread((columns + 1) / 2, iterations: 0);
        fixed (SparseEntry* entries = _byColumn)
        {
            for (int i = 0; i < columns; i += 2)
            {
                prefetcher.Next();
                int next = i + 1 < columns ? 1 : 0;
                int column = firstColumn + i, other = column + next;
                SparseEntry* others = entries + _columnStart[other];
                sums.Compute(
                    entries + _columnStart[column], entries + _columnEnd[column],
                    others, next == 0 ? others : entries + _columnEnd[other], i, i + next, goesOn: false);
            }
        }
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }
}
