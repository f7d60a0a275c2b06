using System.Runtime.CompilerServices;

namespace Swish.Kernels.Simd;

/// <summary>Represents one double, the scalar equivalent of the wider vectors.</summary>
internal readonly struct SimdDouble64(double value) : ISimdDoubleVector<SimdDouble64>
{
    public static int Count => 1;

    /// <summary>Gets the double.</summary>
    public double Value { get; } = value;

    public static SimdDouble64 Create(double value) => new(value);

    public static SimdDouble64 CreateBits(long bits) => new(BitConverter.Int64BitsToDouble(bits));

    public static SimdDouble64 Load(ref readonly double source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    public static void Store(SimdDouble64 value, ref double target, nuint offset) =>
        Unsafe.Add(ref target, offset) = value.Value;

    public static SimdDouble64 LoadSingle(ref readonly float source, nuint offset) =>
        new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    public static void StoreSingle(SimdDouble64 value, ref float target, nuint offset) =>
        Unsafe.Add(ref target, offset) = (float)value.Value;

    public static SimdDouble64 operator +(SimdDouble64 left, SimdDouble64 right) => new(left.Value + right.Value);

    public static SimdDouble64 operator -(SimdDouble64 left, SimdDouble64 right) => new(left.Value - right.Value);

    public static SimdDouble64 operator *(SimdDouble64 left, SimdDouble64 right) => new(left.Value * right.Value);

    public static SimdDouble64 operator /(SimdDouble64 left, SimdDouble64 right) => new(left.Value / right.Value);

    public static SimdDouble64 operator -(SimdDouble64 value) => new(-value.Value);

    public static SimdDouble64 FusedMultiplyAdd(SimdDouble64 a, SimdDouble64 b, SimdDouble64 c) =>
        new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static SimdDouble64 Sqrt(SimdDouble64 value) => new(Math.Sqrt(value.Value));

    public static SimdDouble64 Abs(SimdDouble64 value) => new(Math.Abs(value.Value));

    public static SimdDouble64 LessThan(SimdDouble64 a, SimdDouble64 b) => CreateBits(a.Value < b.Value ? -1 : 0);

    public static SimdDouble64 Equal(SimdDouble64 a, SimdDouble64 b) => CreateBits(a.Value == b.Value ? -1 : 0);

    public static SimdDouble64 Select(SimdDouble64 mask, SimdDouble64 yes, SimdDouble64 no) =>
        CreateBits((Bits(yes) & Bits(mask)) | (Bits(no) & ~Bits(mask)));

    public static bool Any(SimdDouble64 mask) => Bits(mask) != 0;

    public static SimdDouble64 And(SimdDouble64 a, SimdDouble64 b) => CreateBits(Bits(a) & Bits(b));

    public static SimdDouble64 Or(SimdDouble64 a, SimdDouble64 b) => CreateBits(Bits(a) | Bits(b));

    public static SimdDouble64 Xor(SimdDouble64 a, SimdDouble64 b) => CreateBits(Bits(a) ^ Bits(b));

    public static SimdDouble64 SubtractBits(SimdDouble64 a, SimdDouble64 b) =>
        CreateBits(unchecked(Bits(a) - Bits(b)));

    public static SimdDouble64 ShiftLeftBits(SimdDouble64 value, int count) => CreateBits(Bits(value) << count);

    public static SimdDouble64 ShiftRightBits(SimdDouble64 value, int count) => CreateBits(Bits(value) >>> count);

    private static long Bits(SimdDouble64 value) => BitConverter.DoubleToInt64Bits(value.Value);
}
