using System.Runtime.CompilerServices;

namespace Swish.Kernels.Lanes;

/// <summary>One float: the scalar twin of the wider registers, and the tail of a loop.</summary>
internal struct Lanes32(float value) : ILanes<Lanes32>
{
    private float _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Create(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 CreateBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Load(ref readonly float source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes32 value, ref float target, nuint offset) =>
        Unsafe.Add(ref target, offset) = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator +(Lanes32 left, Lanes32 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator -(Lanes32 left, Lanes32 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator *(Lanes32 left, Lanes32 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator /(Lanes32 left, Lanes32 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator -(Lanes32 value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 FusedMultiplyAdd(Lanes32 a, Lanes32 b, Lanes32 c) =>
        new(MathF.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Lanes32 a, Lanes32 b, ref Lanes32 c) =>
        c._value = MathF.FusedMultiplyAdd(a._value, b._value, c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Lanes32 a, ref readonly float source, nuint offset, ref Lanes32 c) =>
        Accumulate(a, Load(in source, offset), ref c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Sqrt(Lanes32 value) => new(MathF.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Abs(Lanes32 value) => new(MathF.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 AtLeast(Lanes32 value, Lanes32 low) => value._value < low._value ? low : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 AtMost(Lanes32 value, Lanes32 high) => high._value < value._value ? high : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 LessThan(Lanes32 a, Lanes32 b) => CreateBits(a._value < b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Equal(Lanes32 a, Lanes32 b) => CreateBits(a._value == b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Select(Lanes32 mask, Lanes32 yes, Lanes32 no) =>
        Bits(mask) != 0 ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 SelectNegative(Lanes32 sign, Lanes32 negative, Lanes32 other) =>
        Bits(sign) < 0 ? negative : other;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 And(Lanes32 a, Lanes32 b) => CreateBits(Bits(a) & Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Or(Lanes32 a, Lanes32 b) => CreateBits(Bits(a) | Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Xor(Lanes32 a, Lanes32 b) => CreateBits(Bits(a) ^ Bits(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 AddBits(Lanes32 a, Lanes32 b) => CreateBits(unchecked(Bits(a) + Bits(b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 ShiftLeftBits(Lanes32 value, int count) => CreateBits(Bits(value) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 ShiftRightBits(Lanes32 value, int count) => CreateBits(Bits(value) >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 FloatFromBits(Lanes32 value) => new(Bits(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(Lanes32 value) => BitConverter.SingleToInt32Bits(value._value);
}
