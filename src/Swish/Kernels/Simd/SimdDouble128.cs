using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Simd;

/// <summary>Represents a vector of 2 doubles (128 bits).</summary>
internal readonly struct SimdDouble128(Vector128<double> vector) : ISimdDoubleVector<SimdDouble128>
{
    private readonly Vector128<double> _vector = vector;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Create(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 CreateBits(long bits) => new(Vector128.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Load(ref readonly double source, nuint offset) =>
        new(Vector128.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SimdDouble128 value, ref double target, nuint offset) =>
        value._vector.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 LoadSingle(ref readonly float source, nuint offset) =>
        new(Vector128.WidenLower(Vector64.LoadUnsafe(in source, offset).ToVector128()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingle(SimdDouble128 value, ref float target, nuint offset) =>
        Vector128.Narrow(value._vector, value._vector).GetLower().StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 operator +(SimdDouble128 left, SimdDouble128 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 operator -(SimdDouble128 left, SimdDouble128 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 operator *(SimdDouble128 left, SimdDouble128 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 operator /(SimdDouble128 left, SimdDouble128 right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 operator -(SimdDouble128 value) => new(value._vector ^ Vector128.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 FusedMultiplyAdd(SimdDouble128 a, SimdDouble128 b, SimdDouble128 c) =>
        new(Vector128.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Sqrt(SimdDouble128 value) => new(Vector128.Sqrt(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Abs(SimdDouble128 value) => new(Vector128.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 LessThan(SimdDouble128 a, SimdDouble128 b) =>
        new(Vector128.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Equal(SimdDouble128 a, SimdDouble128 b) =>
        new(Vector128.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Select(SimdDouble128 mask, SimdDouble128 yes, SimdDouble128 no) =>
        Sse41.IsSupported
            ? new(Sse41.BlendVariable(no._vector, yes._vector, mask._vector))
            : new(Vector128.ConditionalSelect(mask._vector, yes._vector, no._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(SimdDouble128 mask) => mask._vector.AsInt64() != Vector128<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 And(SimdDouble128 a, SimdDouble128 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Or(SimdDouble128 a, SimdDouble128 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 Xor(SimdDouble128 a, SimdDouble128 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 SubtractBits(SimdDouble128 a, SimdDouble128 b) =>
        new((a._vector.AsInt64() - b._vector.AsInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 ShiftLeftBits(SimdDouble128 value, int count) =>
        new((value._vector.AsInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble128 ShiftRightBits(SimdDouble128 value, int count) =>
        new((value._vector.AsInt64() >>> count).AsDouble());
}
