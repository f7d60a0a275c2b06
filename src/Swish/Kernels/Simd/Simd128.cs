using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Simd;

/// <summary>Represents a vector of 4 floats (128 bits).</summary>
internal struct Simd128(Vector128<float> vector) : ISimdVector<Simd128>
{
    private Vector128<float> _vector = vector;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 CreateBits(int bits) => new(Vector128.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Load(ref readonly float source, nuint offset) =>
        new(Vector128.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd128 value, ref float target, nuint offset) =>
        value._vector.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator +(Simd128 left, Simd128 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 left, Simd128 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator *(Simd128 left, Simd128 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator /(Simd128 left, Simd128 right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 value) =>
        new(value._vector ^ Vector128.Create(-0.0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 FusedMultiplyAdd(Simd128 a, Simd128 b, Simd128 c) =>
        new(Vector128.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd128 a, Simd128 b, ref Simd128 c) =>
        c._vector = Vector128.FusedMultiplyAdd(a._vector, b._vector, c._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd128 a, ref readonly float source, nuint offset, ref Simd128 c) =>
        Accumulate(a, Load(in source, offset), ref c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Sqrt(Simd128 value) => new(Vector128.Sqrt(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Abs(Simd128 value) => new(Vector128.Abs(value._vector));

    // If an operand is NaN or both are zeros, MAXPS and MINPS return the second operand, here `value`. The Select below
    // does the same, so both paths are bit-identical.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Max(Simd128 value, Simd128 low) =>
        Sse.IsSupported
            ? new(Sse.Max(low._vector, value._vector))
            : Select(LessThan(value, low), low, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Min(Simd128 value, Simd128 high) =>
        Sse.IsSupported
            ? new(Sse.Min(high._vector, value._vector))
            : Select(LessThan(high, value), high, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LessThan(Simd128 a, Simd128 b) => new(Vector128.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Equal(Simd128 a, Simd128 b) => new(Vector128.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Select(Simd128 mask, Simd128 yes, Simd128 no) =>
        Sse41.IsSupported
            ? new(Sse41.BlendVariable(no._vector, yes._vector, mask._vector))
            : new(Vector128.ConditionalSelect(mask._vector, yes._vector, no._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 SelectNegative(Simd128 sign, Simd128 negative, Simd128 other) =>
        Sse41.IsSupported
            ? new(Sse41.BlendVariable(other._vector, negative._vector, sign._vector))
            : Select(ShiftRightBits(sign, 31), negative, other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 And(Simd128 a, Simd128 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Or(Simd128 a, Simd128 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Xor(Simd128 a, Simd128 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 AddBits(Simd128 a, Simd128 b) =>
        new((a._vector.AsInt32() + b._vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 ShiftLeftBits(Simd128 value, int count) =>
        new((value._vector.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 ShiftRightBits(Simd128 value, int count) =>
        new((value._vector.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 FloatFromBits(Simd128 value) =>
        new(Vector128.ConvertToSingle(value._vector.AsInt32()));
}
