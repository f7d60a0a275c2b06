using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Swish.Kernels.Lanes;

namespace Swish.Kernels.Products;

/// <summary>
/// A batch of inputs of which most are zero: the others by example and by input, each list in ascending order. The two
/// products of the first layer run over it. A skipped summand is ±0·w = ±0, which leaves an accumulator that started at
/// +0 as it is while w is finite: the same bits as the dense product.
/// </summary>
internal sealed unsafe class SparseRows
{
    private const int BlockColumns = 112;

    private readonly int _blocks;
    private readonly int[] _blockStart;
    private readonly int[] _columnStart;
    private readonly int[] _columnEnd;
    private Entry[] _byRow;
    private Entry[] _byColumn = [];
    private int _end;

    /// <summary>Makes room for so many rows and columns.</summary>
    public SparseRows(int capacity, int columns)
    {
        _blocks = (columns + BlockColumns - 1) / BlockColumns;
        // for each row where each block's entries start, and where the last one's end
        _blockStart = new int[capacity * (_blocks + 1)];
        _columnStart = new int[columns];
        _columnEnd = new int[columns];
        _byRow = new Entry[capacity * columns / 4 + columns];
    }

    /// <summary>The rows now held.</summary>
    public int Rows { get; private set; }

    /// <summary>The columns, zero or not.</summary>
    public int Columns => _columnEnd.Length;

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Rows = _end = 0;

    /// <summary>Adds a row of bytes; a byte's value is looked up.</summary>
    /// <param name="pixels">One for each column.</param>
    /// <param name="values">256 floats; that of 0 is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Add(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> values)
    {
        int next = _end;
        if (_byRow.Length < next + pixels.Length) Array.Resize(ref _byRow, 2 * _byRow.Length + pixels.Length);
        Span<Entry> entries = _byRow;
        Span<int> starts = _blockStart.AsSpan(Rows * (_blocks + 1), _blocks + 1);
        for (int block = 0; block < _blocks; block++)
        {
            starts[block] = next;
            int i = block * BlockColumns;
            int end = Math.Min(pixels.Length, i + BlockColumns);
            for (; i + Vector128<byte>.Count <= end; i += Vector128<byte>.Count)
            {
                Vector128<byte> isZero = Vector128.Equals(Vector128.Create(pixels[i..]), Vector128<byte>.Zero);
                uint set = ~isZero.ExtractMostSignificantBits() & 0xFFFF;
                for (; set != 0; set &= set - 1)
                {
                    int column = i + BitOperations.TrailingZeroCount(set);
                    entries[next++] = new(column * Panel.Width, values[pixels[column]]);
                }
            }
            for (; i < end; i++)
                if (pixels[i] != 0) entries[next++] = new(i * Panel.Width, values[pixels[i]]);
        }
        starts[_blocks] = _end = next;
        Rows++;
    }

    /// <summary>Orders the entries by column, which <see cref="OverExamples"/> needs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void SortByColumn()
    {
        ReadOnlySpan<Entry> byRow = _byRow.AsSpan(0, _end);
        if (_byColumn.Length < byRow.Length) _byColumn = new Entry[_byRow.Length];
        Span<int> end = _columnEnd;
        end.Clear();
        foreach (ref readonly Entry entry in byRow) end[entry.Offset / Panel.Width]++;
        int start = 0;
        for (int c = 0; c < end.Length; c++)
        {
            _columnStart[c] = start;
            start += end[c];
            end[c] = _columnStart[c];
        }
        Span<Entry> byColumn = _byColumn;
        for (int row = 0; row < Rows; row++)
        {
            foreach (ref readonly Entry entry in byRow[_blockStart[row * (_blocks + 1)].._blockStart[row * (_blocks + 1) + _blocks]])
                byColumn[end[entry.Offset / Panel.Width]++] = new(row * Panel.Width, entry.Value);
        }
    }

    /// <summary>c[row, lane] = Σ over the row's entries of value·b[column, lane]: <see cref="PanelProduct.OverFeatures"/>.</summary>
    public void OverFeatures(ReadOnlySpan<float> b, Span<float> c, Upcoming upcoming = default)
    {
        switch (LaneWidth.Bits)
        {
            case 512: OverFeatures<Lanes512>(b, c, ref upcoming); break;
            case 256: OverFeatures<Lanes256>(b, c, ref upcoming); break;
            case 128: OverFeatures<Lanes128>(b, c, ref upcoming); break;
            default: OverFeatures<Lanes32>(b, c, ref upcoming); break;
        }
    }

    /// <summary>
    /// c[column, lane] = Σ over the column's entries of value·b[row, lane], for some columns:
    /// <see cref="PanelProduct.OverExamples"/>.
    /// </summary>
    public void OverExamples(
        int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c, Upcoming upcoming = default)
    {
        switch (LaneWidth.Bits)
        {
            case 512: OverExamples<Lanes512>(firstColumn, columns, b, c, ref upcoming); break;
            case 256: OverExamples<Lanes256>(firstColumn, columns, b, c, ref upcoming); break;
            case 128: OverExamples<Lanes128>(firstColumn, columns, b, c, ref upcoming); break;
            default: OverExamples<Lanes32>(firstColumn, columns, b, c, ref upcoming); break;
        }
    }

    // A block of the weights' panel stays in the first cache while all rows use it; two rows at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void OverFeatures<T>(ReadOnlySpan<float> b, Span<float> c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
    {
        Check(b.Length >= Columns * Panel.Width && c.Length >= Rows * Panel.Width);
        ref float source = ref MemoryMarshal.GetReference(b);
        ref float target = ref MemoryMarshal.GetReference(c);
        ReadOnlySpan<Entry> entries = _byRow;
        ReadOnlySpan<int> starts = _blockStart;
        upcoming.Spread(_blocks * ((Rows + 1) / 2), turns: 0);
        for (int block = 0; block < _blocks; block++)
        {
            for (int row = 0; row < Rows; row += 2)
            {
                upcoming.Next();
                // an odd last row is paired with nothing, into itself, and done after it
                int other = Math.Min(row + 1, Rows - 1);
                int at = row * (_blocks + 1) + block, otherAt = other * (_blocks + 1) + block;
                ReadOnlySpan<Entry> x = entries[starts[at]..starts[at + 1]];
                ReadOnlySpan<Entry> y = other == row ? default : entries[starts[otherAt]..starts[otherAt + 1]];
                Sum<T>(
                    x, y, ref source, ref Unsafe.Add(ref target, row * Panel.Width),
                    ref Unsafe.Add(ref target, other * Panel.Width), goesOn: block > 0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal void OverExamples<T>(
        int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c, ref Upcoming upcoming)
        where T : struct, ILanes<T>
    {
        Check(b.Length >= Rows * Panel.Width && c.Length >= columns * Panel.Width);
        ref float source = ref MemoryMarshal.GetReference(b);
        ref float target = ref MemoryMarshal.GetReference(c);
        ReadOnlySpan<Entry> entries = _byColumn;
        upcoming.Spread((columns + 1) / 2, turns: 0);
        for (int i = 0; i < columns; i += 2)
        {
            upcoming.Next();
            int other = Math.Min(i + 1, columns - 1);
            int column = firstColumn + i, otherColumn = firstColumn + other;
            ReadOnlySpan<Entry> x = entries[_columnStart[column].._columnEnd[column]];
            ReadOnlySpan<Entry> y = other == i ? default : entries[_columnStart[otherColumn].._columnEnd[otherColumn]];
            Sum<T>(
                x, y, ref source, ref Unsafe.Add(ref target, i * Panel.Width),
                ref Unsafe.Add(ref target, other * Panel.Width), goesOn: false);
        }
    }

    private static void Check(bool fits)
    {
        if (!fits) throw new ArgumentException("The operands' lengths do not agree.");
    }

    /// <summary>
    /// Two sums over entries, value·b[index, lane], side by side, so that one's latency hides the other's; what one list has
    /// more than the other comes after. Where y is empty, x's sum is stored last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<T>(
        ReadOnlySpan<Entry> x, ReadOnlySpan<Entry> y, ref float source, ref float xSum, ref float ySum, bool goesOn)
        where T : struct, ILanes<T>
    {
        nuint one = (nuint)T.Count;
        int common = Math.Min(x.Length, y.Length);
        ref Entry xs = ref MemoryMarshal.GetReference(x), ys = ref MemoryMarshal.GetReference(y);
        for (nuint lane = 0; lane < Panel.Width; lane += 4 * one)
        {
            // registers of 512 bits fill a panel with two
            bool isWide = 2 * T.Count == Panel.Width;
            T x0 = goesOn ? T.Load(ref xSum, lane) : T.Create(0f);
            T x1 = goesOn ? T.Load(ref xSum, lane + one) : T.Create(0f);
            T x2 = goesOn && !isWide ? T.Load(ref xSum, lane + 2 * one) : T.Create(0f);
            T x3 = goesOn && !isWide ? T.Load(ref xSum, lane + 3 * one) : T.Create(0f);
            T y0 = goesOn ? T.Load(ref ySum, lane) : T.Create(0f);
            T y1 = goesOn ? T.Load(ref ySum, lane + one) : T.Create(0f);
            T y2 = goesOn && !isWide ? T.Load(ref ySum, lane + 2 * one) : T.Create(0f);
            T y3 = goesOn && !isWide ? T.Load(ref ySum, lane + 3 * one) : T.Create(0f);
            int i = 0;
            for (; i < common; i++)
            {
                ref readonly Entry e = ref Unsafe.Add(ref xs, i);
                ref readonly Entry f = ref Unsafe.Add(ref ys, i);
                ref float from = ref Unsafe.Add(ref source, (nuint)(uint)e.Offset + lane);
                ref float from2 = ref Unsafe.Add(ref source, (nuint)(uint)f.Offset + lane);
                T v = T.Create(e.Value), w = T.Create(f.Value);
                x0 = T.FusedMultiplyAdd(T.Load(ref from, 0), v, x0);
                x1 = T.FusedMultiplyAdd(T.Load(ref from, one), v, x1);
                y0 = T.FusedMultiplyAdd(T.Load(ref from2, 0), w, y0);
                y1 = T.FusedMultiplyAdd(T.Load(ref from2, one), w, y1);
                if (isWide) continue;
                x2 = T.FusedMultiplyAdd(T.Load(ref from, 2 * one), v, x2);
                x3 = T.FusedMultiplyAdd(T.Load(ref from, 3 * one), v, x3);
                y2 = T.FusedMultiplyAdd(T.Load(ref from2, 2 * one), w, y2);
                y3 = T.FusedMultiplyAdd(T.Load(ref from2, 3 * one), w, y3);
            }
            for (int j = i; j < y.Length; j++)
            {
                ref readonly Entry f = ref Unsafe.Add(ref ys, j);
                ref float from = ref Unsafe.Add(ref source, (nuint)(uint)f.Offset + lane);
                T w = T.Create(f.Value);
                y0 = T.FusedMultiplyAdd(T.Load(ref from, 0), w, y0);
                y1 = T.FusedMultiplyAdd(T.Load(ref from, one), w, y1);
                if (isWide) continue;
                y2 = T.FusedMultiplyAdd(T.Load(ref from, 2 * one), w, y2);
                y3 = T.FusedMultiplyAdd(T.Load(ref from, 3 * one), w, y3);
            }
            for (int j = i; j < x.Length; j++)
            {
                ref readonly Entry e = ref Unsafe.Add(ref xs, j);
                ref float from = ref Unsafe.Add(ref source, (nuint)(uint)e.Offset + lane);
                T v = T.Create(e.Value);
                x0 = T.FusedMultiplyAdd(T.Load(ref from, 0), v, x0);
                x1 = T.FusedMultiplyAdd(T.Load(ref from, one), v, x1);
                if (isWide) continue;
                x2 = T.FusedMultiplyAdd(T.Load(ref from, 2 * one), v, x2);
                x3 = T.FusedMultiplyAdd(T.Load(ref from, 3 * one), v, x3);
            }
            T.Store(y0, ref ySum, lane);
            T.Store(y1, ref ySum, lane + one);
            T.Store(x0, ref xSum, lane);
            T.Store(x1, ref xSum, lane + one);
            if (isWide) continue;
            T.Store(y2, ref ySum, lane + 2 * one);
            T.Store(y3, ref ySum, lane + 3 * one);
            T.Store(x2, ref xSum, lane + 2 * one);
            T.Store(x3, ref xSum, lane + 3 * one);
        }
    }

    /// <summary>A value that is not zero, and where its column (or, ordered by column, its row) starts in the other operand.</summary>
    private readonly record struct Entry(int Offset, float Value);
}
