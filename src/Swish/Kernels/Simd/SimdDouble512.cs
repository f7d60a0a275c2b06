using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Simd;

/// <summary>Represents a vector of 8 doubles (512 bits).</summary>
internal readonly struct SimdDouble512(Vector512<double> vector) : ISimdDoubleVector<SimdDouble512>
{
    private readonly Vector512<double> _vector = vector;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Create(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 CreateBits(long bits) => new(Vector512.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Load(ref readonly double source, nuint offset) =>
        new(Vector512.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SimdDouble512 value, ref double target, nuint offset) =>
        value._vector.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 LoadSingle(ref readonly float source, nuint offset)
    {
        Vector256<float> floats = Vector256.LoadUnsafe(in source, offset);
        return new(Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Double(floats)
            : Vector512.WidenLower(floats.ToVector512()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(SimdDouble512 value, ref float target, nuint offset)
    {
        Vector256<float> floats = Avx512F.IsSupported
            ? Avx512F.ConvertToVector256Single(value._vector)
            : Vector512.Narrow(value._vector, value._vector).GetLower();
        floats.StoreUnsafe(ref target, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 operator +(SimdDouble512 left, SimdDouble512 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 operator -(SimdDouble512 left, SimdDouble512 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 operator *(SimdDouble512 left, SimdDouble512 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 operator /(SimdDouble512 left, SimdDouble512 right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 operator -(SimdDouble512 value) => new(value._vector ^ Vector512.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 FusedMultiplyAdd(SimdDouble512 a, SimdDouble512 b, SimdDouble512 c) =>
        new(Vector512.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Sqrt(SimdDouble512 value) => new(Vector512.Sqrt(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Abs(SimdDouble512 value) => new(Vector512.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 LessThan(SimdDouble512 a, SimdDouble512 b) =>
        new(Vector512.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Equal(SimdDouble512 a, SimdDouble512 b) =>
        new(Vector512.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Select(SimdDouble512 mask, SimdDouble512 yes, SimdDouble512 no) =>
        new(Vector512.ConditionalSelect(mask._vector, yes._vector, no._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(SimdDouble512 mask) => mask._vector.AsInt64() != Vector512<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 And(SimdDouble512 a, SimdDouble512 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Or(SimdDouble512 a, SimdDouble512 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 Xor(SimdDouble512 a, SimdDouble512 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 SubtractBits(SimdDouble512 a, SimdDouble512 b) =>
        new((a._vector.AsInt64() - b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 ShiftLeftBits(SimdDouble512 value, int count) =>
        new((value._vector.AsInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble512 ShiftRightBits(SimdDouble512 value, int count) =>
        new((value._vector.AsInt64() >>> count).AsDouble());
}
