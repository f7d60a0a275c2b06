using System.Runtime.CompilerServices;

namespace Swish.Kernels.Simd;

/// <summary>
/// Represents two vectors. With chains of dependent operations, such as Horner's rule, the processor can work on two
/// chains at the same time, and loops have half as many iterations. The results are bit-identical with those of one
/// vector.
/// </summary>
/// <typeparam name="T">The vector type.</typeparam>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct SimdDoublePair<T>(T low, T high) : ISimdDoubleVector<SimdDoublePair<T>>
    where T : struct, ISimdDoubleVector<T>
{
    private readonly T _low = low;
    private readonly T _high = high;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * T.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Create(double value) =>
        new(T.Create(value), T.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> CreateBits(long bits) =>
        new(T.CreateBits(bits), T.CreateBits(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Load(ref readonly double source, nuint offset) =>
        new(T.Load(in source, offset), T.Load(in source, offset + (nuint)T.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SimdDoublePair<T> value, ref double target, nuint offset)
    {
        T.Store(value._low, ref target, offset);
        T.Store(value._high, ref target, offset + (nuint)T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> LoadSingle(ref readonly float source, nuint offset) =>
        new(T.LoadSingle(in source, offset), T.LoadSingle(in source, offset + (nuint)T.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(SimdDoublePair<T> value, ref float target, nuint offset)
    {
        T.StoreSingle(value._low, ref target, offset);
        T.StoreSingle(value._high, ref target, offset + (nuint)T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> operator +(SimdDoublePair<T> left, SimdDoublePair<T> right) =>
        new(left._low + right._low, left._high + right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> operator -(SimdDoublePair<T> left, SimdDoublePair<T> right) =>
        new(left._low - right._low, left._high - right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> operator *(SimdDoublePair<T> left, SimdDoublePair<T> right) =>
        new(left._low * right._low, left._high * right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> operator /(SimdDoublePair<T> left, SimdDoublePair<T> right) =>
        new(left._low / right._low, left._high / right._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> operator -(SimdDoublePair<T> value) => new(-value._low, -value._high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> FusedMultiplyAdd(
        SimdDoublePair<T> a, SimdDoublePair<T> b, SimdDoublePair<T> c) =>
        new(T.FusedMultiplyAdd(a._low, b._low, c._low), T.FusedMultiplyAdd(a._high, b._high, c._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Sqrt(SimdDoublePair<T> value) => new(T.Sqrt(value._low), T.Sqrt(value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Abs(SimdDoublePair<T> value) => new(T.Abs(value._low), T.Abs(value._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> LessThan(SimdDoublePair<T> a, SimdDoublePair<T> b) =>
        new(T.LessThan(a._low, b._low), T.LessThan(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Equal(SimdDoublePair<T> a, SimdDoublePair<T> b) =>
        new(T.Equal(a._low, b._low), T.Equal(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Select(
        SimdDoublePair<T> mask, SimdDoublePair<T> yes, SimdDoublePair<T> no) =>
        new(T.Select(mask._low, yes._low, no._low), T.Select(mask._high, yes._high, no._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(SimdDoublePair<T> mask) => T.Any(T.Or(mask._low, mask._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> And(SimdDoublePair<T> a, SimdDoublePair<T> b) =>
        new(T.And(a._low, b._low), T.And(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Or(SimdDoublePair<T> a, SimdDoublePair<T> b) =>
        new(T.Or(a._low, b._low), T.Or(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> Xor(SimdDoublePair<T> a, SimdDoublePair<T> b) =>
        new(T.Xor(a._low, b._low), T.Xor(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> SubtractBits(SimdDoublePair<T> a, SimdDoublePair<T> b) =>
        new(T.SubtractBits(a._low, b._low), T.SubtractBits(a._high, b._high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> ShiftLeftBits(SimdDoublePair<T> value, int count) =>
        new(T.ShiftLeftBits(value._low, count), T.ShiftLeftBits(value._high, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDoublePair<T> ShiftRightBits(SimdDoublePair<T> value, int count) =>
        new(T.ShiftRightBits(value._low, count), T.ShiftRightBits(value._high, count));
}
