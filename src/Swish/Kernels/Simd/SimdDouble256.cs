using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Simd;

/// <summary>Represents a vector of 4 doubles (256 bits).</summary>
internal readonly struct SimdDouble256(Vector256<double> vector) : ISimdDoubleVector<SimdDouble256>
{
    private readonly Vector256<double> _vector = vector;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Create(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 CreateBits(long bits) => new(Vector256.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Load(ref readonly double source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SimdDouble256 value, ref double target, nuint offset) =>
        value._vector.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 LoadSingle(ref readonly float source, nuint offset)
    {
        Vector128<float> floats = Vector128.LoadUnsafe(in source, offset);
        return new(Avx.IsSupported
            ? Avx.ConvertToVector256Double(floats)
            : Vector256.WidenLower(floats.ToVector256()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(SimdDouble256 value, ref float target, nuint offset)
    {
        Vector128<float> floats = Avx.IsSupported
            ? Avx.ConvertToVector128Single(value._vector)
            : Vector256.Narrow(value._vector, value._vector).GetLower();
        floats.StoreUnsafe(ref target, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 operator +(SimdDouble256 left, SimdDouble256 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 operator -(SimdDouble256 left, SimdDouble256 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 operator *(SimdDouble256 left, SimdDouble256 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 operator /(SimdDouble256 left, SimdDouble256 right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 operator -(SimdDouble256 value) => new(value._vector ^ Vector256.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 FusedMultiplyAdd(SimdDouble256 a, SimdDouble256 b, SimdDouble256 c) =>
        new(Vector256.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Sqrt(SimdDouble256 value) => new(Vector256.Sqrt(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Abs(SimdDouble256 value) => new(Vector256.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 LessThan(SimdDouble256 a, SimdDouble256 b) =>
        new(Vector256.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Equal(SimdDouble256 a, SimdDouble256 b) =>
        new(Vector256.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Select(SimdDouble256 mask, SimdDouble256 yes, SimdDouble256 no) =>
        Avx.IsSupported
            ? new(Avx.BlendVariable(no._vector, yes._vector, mask._vector))
            : new(Vector256.ConditionalSelect(mask._vector, yes._vector, no._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(SimdDouble256 mask) => mask._vector.AsInt64() != Vector256<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 And(SimdDouble256 a, SimdDouble256 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Or(SimdDouble256 a, SimdDouble256 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 Xor(SimdDouble256 a, SimdDouble256 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 SubtractBits(SimdDouble256 a, SimdDouble256 b) =>
        new((a._vector.AsInt64() - b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 ShiftLeftBits(SimdDouble256 value, int count) =>
        new((value._vector.AsInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble256 ShiftRightBits(SimdDouble256 value, int count) =>
        new((value._vector.AsInt64() >>> count).AsDouble());
}
