using System.Runtime.CompilerServices;

namespace Swish.Kernels.Lanes;

/// <summary>One double: the scalar twin of the wider registers.</summary>
internal readonly struct DoubleLanes64(double value) : IDoubleLanes<DoubleLanes64>
{
    public static int Count => 1;

    /// <summary>The double itself.</summary>
    public double Value { get; } = value;

    public static DoubleLanes64 Create(double value) => new(value);

    public static DoubleLanes64 CreateBits(long bits) => new(BitConverter.Int64BitsToDouble(bits));

    public static DoubleLanes64 Load(ref readonly double source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    public static void Store(DoubleLanes64 value, ref double target, nuint offset) =>
        Unsafe.Add(ref target, offset) = value.Value;

    public static DoubleLanes64 LoadSingle(ref readonly float source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    public static void StoreSingle(DoubleLanes64 value, ref float target, nuint offset) =>
        Unsafe.Add(ref target, offset) = (float)value.Value;

    public static DoubleLanes64 operator +(DoubleLanes64 left, DoubleLanes64 right) => new(left.Value + right.Value);

    public static DoubleLanes64 operator -(DoubleLanes64 left, DoubleLanes64 right) => new(left.Value - right.Value);

    public static DoubleLanes64 operator *(DoubleLanes64 left, DoubleLanes64 right) => new(left.Value * right.Value);

    public static DoubleLanes64 operator /(DoubleLanes64 left, DoubleLanes64 right) => new(left.Value / right.Value);

    public static DoubleLanes64 operator -(DoubleLanes64 value) => new(-value.Value);

    public static DoubleLanes64 FusedMultiplyAdd(DoubleLanes64 a, DoubleLanes64 b, DoubleLanes64 c) =>
        new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static DoubleLanes64 Sqrt(DoubleLanes64 value) => new(Math.Sqrt(value.Value));

    public static DoubleLanes64 Abs(DoubleLanes64 value) => new(Math.Abs(value.Value));

    public static DoubleLanes64 LessThan(DoubleLanes64 a, DoubleLanes64 b) => CreateBits(a.Value < b.Value ? -1 : 0);

    public static DoubleLanes64 Equal(DoubleLanes64 a, DoubleLanes64 b) => CreateBits(a.Value == b.Value ? -1 : 0);

    public static DoubleLanes64 Select(DoubleLanes64 mask, DoubleLanes64 yes, DoubleLanes64 no) =>
        CreateBits((Bits(yes) & Bits(mask)) | (Bits(no) & ~Bits(mask)));

    public static bool Any(DoubleLanes64 mask) => Bits(mask) != 0;

    public static DoubleLanes64 And(DoubleLanes64 a, DoubleLanes64 b) => CreateBits(Bits(a) & Bits(b));

    public static DoubleLanes64 Or(DoubleLanes64 a, DoubleLanes64 b) => CreateBits(Bits(a) | Bits(b));

    public static DoubleLanes64 Xor(DoubleLanes64 a, DoubleLanes64 b) => CreateBits(Bits(a) ^ Bits(b));

    public static DoubleLanes64 SubtractBits(DoubleLanes64 a, DoubleLanes64 b) =>
        CreateBits(unchecked(Bits(a) - Bits(b)));

    public static DoubleLanes64 ShiftLeftBits(DoubleLanes64 value, int count) => CreateBits(Bits(value) << count);

    public static DoubleLanes64 ShiftRightBits(DoubleLanes64 value, int count) => CreateBits(Bits(value) >>> count);

    private static long Bits(DoubleLanes64 value) => BitConverter.DoubleToInt64Bits(value.Value);
}
