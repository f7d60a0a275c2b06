using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Swish.Kernels;

/// <summary>
/// A batch of inputs of which most are zero: the others by example and by input, each list in ascending order. The two
/// products of the first layer run over it. A skipped summand is ±0·w = ±0, which leaves an accumulator that started at
/// +0 as it is while w is finite: the same bits as the dense product.
/// </summary>
internal sealed class SparseRows
{
    private readonly int[] _rowStart;
    private readonly int[] _columnStart;
    private readonly int[] _columnEnd;
    private Entry[] _byRow;
    private Entry[] _byColumn = [];

    /// <summary>Makes room for so many rows and columns.</summary>
    public SparseRows(int capacity, int columns)
    {
        _rowStart = new int[capacity + 1];
        _columnStart = new int[columns + 1];
        _columnEnd = new int[columns];
        _byRow = new Entry[capacity * columns / 4 + columns];
    }

    /// <summary>The rows now held.</summary>
    public int Rows { get; private set; }

    /// <summary>The columns, zero or not.</summary>
    public int Columns => _columnEnd.Length;

    /// <summary>Forgets all rows.</summary>
    public void Clear() => Rows = 0;

    /// <summary>Adds a row of bytes; a byte's value is looked up.</summary>
    /// <param name="pixels">One for each column.</param>
    /// <param name="values">256 floats; that of 0 is 0.</param>
    public void Add(ReadOnlySpan<byte> pixels, ReadOnlySpan<float> values)
    {
        int next = _rowStart[Rows];
        if (_byRow.Length < next + pixels.Length) Array.Resize(ref _byRow, 2 * _byRow.Length + pixels.Length);
        Span<Entry> entries = _byRow;
        // eight pixels at a time: most eights are all zero
        int i = 0;
        for (; i + 8 <= pixels.Length; i += 8)
        {
            ulong eight = BitConverter.ToUInt64(pixels.Slice(i, 8));
            if (eight == 0) continue;
            for (int j = i; j < i + 8; j++)
            {
                entries[next] = new(j, values[pixels[j]]);
                if (pixels[j] != 0) next++;
            }
        }
        for (; i < pixels.Length; i++)
        {
            entries[next] = new(i, values[pixels[i]]);
            if (pixels[i] != 0) next++;
        }
        _rowStart[++Rows] = next;
    }

    /// <summary>Orders the entries by column, which <see cref="OverExamples"/> needs.</summary>
    public void SortByColumn()
    {
        int count = _rowStart[Rows];
        if (_byColumn.Length < count) _byColumn = new Entry[_byRow.Length];
        Array.Clear(_columnStart);
        foreach (ref readonly Entry entry in _byRow.AsSpan(0, count)) _columnStart[entry.Index + 1]++;
        for (int c = 0; c < Columns; c++)
        {
            _columnStart[c + 1] += _columnStart[c];
            _columnEnd[c] = _columnStart[c];
        }
        for (int row = 0; row < Rows; row++)
            for (int i = _rowStart[row]; i < _rowStart[row + 1]; i++)
            {
                ref readonly Entry entry = ref _byRow[i];
                _byColumn[_columnEnd[entry.Index]++] = new(row, entry.Value);
            }
    }

    /// <summary>c[row, lane] = Σ over the row's entries of value·b[column, lane]: <see cref="PanelProduct.OverFeatures"/>.</summary>
    public void OverFeatures(ReadOnlySpan<float> b, Span<float> c)
    {
        switch (LaneWidth.Bits)
        {
            case 512: OverFeatures<Lanes512>(b, c); break;
            case 256: OverFeatures<Lanes256>(b, c); break;
            case 128: OverFeatures<Lanes128>(b, c); break;
            default: OverFeatures<Lanes32>(b, c); break;
        }
    }

    /// <summary>
    /// c[column, lane] = Σ over the column's entries of value·b[row, lane], for some columns:
    /// <see cref="PanelProduct.OverExamples"/>.
    /// </summary>
    public void OverExamples(int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c)
    {
        switch (LaneWidth.Bits)
        {
            case 512: OverExamples<Lanes512>(firstColumn, columns, b, c); break;
            case 256: OverExamples<Lanes256>(firstColumn, columns, b, c); break;
            case 128: OverExamples<Lanes128>(firstColumn, columns, b, c); break;
            default: OverExamples<Lanes32>(firstColumn, columns, b, c); break;
        }
    }

    internal void OverFeatures<T>(ReadOnlySpan<float> b, Span<float> c)
        where T : struct, ILanes<T>
    {
        for (int row = 0; row < Rows; row++)
            Sum<T>(_byRow.AsSpan(_rowStart[row].._rowStart[row + 1]), b, c.Slice(row * Panel.Width, Panel.Width));
    }

    internal void OverExamples<T>(int firstColumn, int columns, ReadOnlySpan<float> b, Span<float> c)
        where T : struct, ILanes<T>
    {
        for (int i = 0; i < columns; i++)
        {
            int column = firstColumn + i;
            Sum<T>(_byColumn.AsSpan(_columnStart[column].._columnEnd[column]), b, c.Slice(i * Panel.Width, Panel.Width));
        }
    }

    /// <summary>c[lane] = Σ value·b[index, lane], a register's lanes at a time, four registers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<T>(ReadOnlySpan<Entry> entries, ReadOnlySpan<float> b, Span<float> c)
        where T : struct, ILanes<T>
    {
        ref float source = ref MemoryMarshal.GetReference(b);
        ref float target = ref MemoryMarshal.GetReference(c);
        if (2 * T.Count == Panel.Width)
        {
            T s0 = T.Create(0f), s1 = s0;
            foreach (ref readonly Entry entry in entries)
            {
                nuint at = (nuint)(uint)entry.Index * Panel.Width;
                T x = T.Create(entry.Value);
                s0 = T.FusedMultiplyAdd(x, T.Load(ref source, at), s0);
                s1 = T.FusedMultiplyAdd(x, T.Load(ref source, at + (nuint)T.Count), s1);
            }
            T.Store(s0, ref target, 0);
            T.Store(s1, ref target, (nuint)T.Count);
            return;
        }
        for (nuint lane = 0; lane < Panel.Width; lane += 4 * (nuint)T.Count)
        {
            T s0 = T.Create(0f), s1 = s0, s2 = s0, s3 = s0;
            foreach (ref readonly Entry entry in entries)
            {
                nuint at = (nuint)(uint)entry.Index * Panel.Width + lane;
                T x = T.Create(entry.Value);
                s0 = T.FusedMultiplyAdd(x, T.Load(ref source, at), s0);
                s1 = T.FusedMultiplyAdd(x, T.Load(ref source, at + (nuint)T.Count), s1);
                s2 = T.FusedMultiplyAdd(x, T.Load(ref source, at + 2 * (nuint)T.Count), s2);
                s3 = T.FusedMultiplyAdd(x, T.Load(ref source, at + 3 * (nuint)T.Count), s3);
            }
            T.Store(s0, ref target, lane);
            T.Store(s1, ref target, lane + (nuint)T.Count);
            T.Store(s2, ref target, lane + 2 * (nuint)T.Count);
            T.Store(s3, ref target, lane + 3 * (nuint)T.Count);
        }
    }

    /// <summary>A value that is not zero, and the column (or, ordered by column, the row) that it stands in.</summary>
    private readonly record struct Entry(int Index, float Value);
}
