using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private const int BlockColumns = 112;
    private const int Bits = 64;

    // The initial values of accumulators.
    private static readonly float[] Zeros = GC.AllocateArray<float>(Panel.Width, pinned: true);

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
    public void Clear() => Rows = _end = 0;

    /// <summary>Adds a row of pixels.</summary>
    /// <param name="pixels">A byte for each column, [columns].</param>
    /// <param name="values">The value of each byte, [256]; the value of 0 must be 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Add(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> values)
    {
        int next = _end;
        if (_byRow.Length < next + pixels.Length) Array.Resize(ref _byRow, 2 * _byRow.Length + pixels.Length);
        Span<SparseEntry> entries = _byRow;
        Span<int> starts = _blockStart.AsSpan(Rows * (_blocks + 1), _blocks + 1);
        for (int block = 0; block < _blocks; block++)
        {
            starts[block] = next;
            int end = Math.Min(pixels.Length, (block + 1) * BlockColumns);
            for (int i = block * BlockColumns; i < end; i += Bits)
            {
                for (ulong set = NonZero(pixels[i..Math.Min(end, i + Bits)]); set != 0; set &= set - 1)
                {
                    int column = i + BitOperations.TrailingZeroCount(set);
                    entries[next++] = new(column * Panel.Width, values[pixels[column]]);
                }
            }
        }
        starts[_blocks] = _end = next;
        Rows++;
    }

    /// <summary>Sorts the entries by column, as <see cref="MatMulTransposed{T}"/> needs them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void SortByColumn()
    {
        ReadOnlySpan<SparseEntry> byRow = _byRow.AsSpan(0, _end);
        if (_byColumn.Length < byRow.Length) _byColumn = new SparseEntry[_byRow.Length];
        Span<int> end = _columnEnd;
        end.Clear();
        foreach (ref readonly SparseEntry entry in byRow) end[entry.Offset / Panel.Width]++;
        int start = 0;
        for (int c = 0; c < end.Length; c++)
        {
            _columnStart[c] = start;
            start += end[c];
            end[c] = _columnStart[c];
        }
        Span<SparseEntry> byColumn = _byColumn;
        for (int row = 0; row < Rows; row++)
        {
            foreach (ref readonly SparseEntry entry in byRow[_blockStart[row * (_blocks + 1)].._blockStart[row * (_blocks + 1) + _blocks]])
                byColumn[end[entry.Offset / Panel.Width]++] = new(row * Panel.Width, entry.Value);
        }
    }

    // A block of the panel of weights stays in the L1 cache while it is multiplied with all rows, two rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void MatMul<T>(
        ReadOnlySpan<float> b, Span<float> c, ref WeightPrefetcher prefetcher, CancellationToken stop)
        where T : struct, ISimdVector<T>
    {
        Check(b.Length >= Columns * Panel.Width && c.Length >= Rows * Panel.Width);
        prefetcher.Spread(_blocks * ((Rows + 1) / 2), iterations: 0);
        fixed (float* source = b, target = c)
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
                    Sum<T>(
                        entries + at[0], entries + at[1], entries + otherAt[0], entries + otherAt[next], source,
                        target + row * Panel.Width, target + (row + next) * Panel.Width, goesOn: block > 0);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void MatMulTransposed<T>(
        int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c, ref WeightPrefetcher prefetcher)
        where T : struct, ISimdVector<T>
    {
        Check(b.Length >= Rows * Panel.Width && c.Length >= columns * Panel.Width);
        prefetcher.Spread((columns + 1) / 2, iterations: 0);
        fixed (float* source = b, target = c)
        fixed (SparseEntry* entries = _byColumn)
        {
            for (int i = 0; i < columns; i += 2)
            {
                prefetcher.Next();
                int next = i + 1 < columns ? 1 : 0;
                int column = firstColumn + i, other = column + next;
                SparseEntry* others = entries + _columnStart[other];
                Sum<T>(
                    entries + _columnStart[column], entries + _columnEnd[column],
                    others, next == 0 ? others : entries + _columnEnd[other], source,
                    target + i * Panel.Width, target + (i + next) * Panel.Width, goesOn: false);
            }
        }
    }

    /// <summary>
    /// Returns a bit for each of up to 64 pixels, which is set if the pixel is not zero. It processes many pixels at
    /// once, because the processor cannot predict the end of short loops.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NonZero(ReadOnlySpan<byte> pixels)
    {
        ulong set = 0;
        int i = 0;
        for (; i + Vector128<byte>.Count <= pixels.Length; i += Vector128<byte>.Count)
        {
            Vector128<byte> isZero = Vector128.Equals(Vector128.Create(pixels[i..]), Vector128<byte>.Zero);
            set |= (ulong)(~isZero.ExtractMostSignificantBits() & 0xFFFF) << i;
        }
        for (; i < pixels.Length; i++)
            if (pixels[i] != 0) set |= 1UL << i;
        return set;
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }

    /// <summary>
    /// Computes two sums over entries, value·b[index, lane]. They are interleaved to hide their latency; the remaining
    /// entries of the longer list are added after that. If y is empty, the sum of x is stored last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<T>(
        SparseEntry* x, SparseEntry* xEnd, SparseEntry* y, SparseEntry* yEnd, float* source, float* xSum, float* ySum, bool goesOn)
        where T : struct, ISimdVector<T>
    {
        float* zeros = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Zeros));
        SparseEntry* commonEnd = xEnd - x <= yEnd - y ? xEnd : x + (yEnd - y);
        for (int lane = 0; lane < Panel.Width; lane += 4 * T.Count)
        {
            TwoRowAccumulator<T> sum = default;
            sum.Load(goesOn ? xSum + lane : zeros, goesOn ? ySum + lane : zeros);
            SparseEntry* e = x, f = y;
            for (; e != commonEnd; e++, f++)
            {
                sum.AddToFirst(e, source + lane);
                sum.AddToSecond(f, source + lane);
            }
            for (; f != yEnd; f++) sum.AddToSecond(f, source + lane);
            for (; e != xEnd; e++) sum.AddToFirst(e, source + lane);
            sum.Store(xSum + lane, ySum + lane);
        }
    }
}
