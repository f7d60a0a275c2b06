using System.Runtime.CompilerServices;

namespace Swish.Kernels.Simd;

/// <summary>
/// Represents one float, the scalar equivalent of the wider vectors; also used for the remaining elements of a loop.
/// </summary>
internal struct Simd32(float value) : ISimdVector<Simd32>
{
    private float _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Create(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 CreateBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Load(ref readonly float source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd32 value, ref float target, nuint offset) =>
        Unsafe.Add(ref target, offset) = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 operator +(Simd32 left, Simd32 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 operator -(Simd32 left, Simd32 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 operator *(Simd32 left, Simd32 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 operator /(Simd32 left, Simd32 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 operator -(Simd32 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 FusedMultiplyAdd(Simd32 a, Simd32 b, Simd32 c) =>
        new(MathF.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd32 a, Simd32 b, ref Simd32 c) =>
        c._value = MathF.FusedMultiplyAdd(a._value, b._value, c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd32 a, ref readonly float source, nuint offset, ref Simd32 c) =>
        Accumulate(a, Load(in source, offset), ref c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Sqrt(Simd32 value) => new(MathF.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Abs(Simd32 value) => new(MathF.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Max(Simd32 value, Simd32 low) => value._value < low._value ? low : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Min(Simd32 value, Simd32 high) => high._value < value._value ? high : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 LessThan(Simd32 a, Simd32 b) => CreateBits(a._value < b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Equal(Simd32 a, Simd32 b) => CreateBits(a._value == b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Select(Simd32 mask, Simd32 yes, Simd32 no) =>
        Bits(mask) != 0 ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 SelectNegative(Simd32 sign, Simd32 negative, Simd32 other) =>
        Bits(sign) < 0 ? negative : other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 And(Simd32 a, Simd32 b) => CreateBits(Bits(a) & Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Or(Simd32 a, Simd32 b) => CreateBits(Bits(a) | Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 Xor(Simd32 a, Simd32 b) => CreateBits(Bits(a) ^ Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 AddBits(Simd32 a, Simd32 b) => CreateBits(unchecked(Bits(a) + Bits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 ShiftLeftBits(Simd32 value, int count) => CreateBits(Bits(value) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 ShiftRightBits(Simd32 value, int count) => CreateBits(Bits(value) >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd32 FloatFromBits(Simd32 value) => new(Bits(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(Simd32 value) => BitConverter.SingleToInt32Bits(value._value);
}
