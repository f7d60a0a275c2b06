using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Simd;

/// <summary>Represents a vector of 8 floats (256 bits).</summary>
internal struct Simd256(Vector256<float> vector) : ISimdVector<Simd256>
{
    private Vector256<float> _vector = vector;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 CreateBits(int bits) => new(Vector256.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Load(ref readonly float source, nuint offset) =>
        new(Vector256.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd256 value, ref float target, nuint offset) =>
        value._vector.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator +(Simd256 left, Simd256 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 left, Simd256 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator *(Simd256 left, Simd256 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator /(Simd256 left, Simd256 right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 value) =>
        new(value._vector ^ Vector256.Create(-0.0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 FusedMultiplyAdd(Simd256 a, Simd256 b, Simd256 c) =>
        new(Vector256.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd256 a, Simd256 b, ref Simd256 c) =>
        c._vector = Vector256.FusedMultiplyAdd(a._vector, b._vector, c._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd256 a, ref readonly float source, nuint offset, ref Simd256 c) =>
        c._vector = Vector256.FusedMultiplyAdd(a._vector, Vector256.LoadUnsafe(in source, offset), c._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Sqrt(Simd256 value) => new(Vector256.Sqrt(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Abs(Simd256 value) => new(Vector256.Abs(value._vector));

    // If an operand is NaN or both are zeros, MAXPS and MINPS return the second operand, here `value`. The Select below
    // does the same, so both paths are bit-identical.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Max(Simd256 value, Simd256 low) =>
        Avx.IsSupported
            ? new(Avx.Max(low._vector, value._vector))
            : Select(LessThan(value, low), low, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Min(Simd256 value, Simd256 high) =>
        Avx.IsSupported
            ? new(Avx.Min(high._vector, value._vector))
            : Select(LessThan(high, value), high, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LessThan(Simd256 a, Simd256 b) => new(Vector256.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Equal(Simd256 a, Simd256 b) => new(Vector256.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Select(Simd256 mask, Simd256 yes, Simd256 no) =>
        Avx.IsSupported
            ? new(Avx.BlendVariable(no._vector, yes._vector, mask._vector))
            : new(Vector256.ConditionalSelect(mask._vector, yes._vector, no._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 SelectNegative(Simd256 sign, Simd256 negative, Simd256 other) =>
        Avx.IsSupported
            ? new(Avx.BlendVariable(other._vector, negative._vector, sign._vector))
            : Select(ShiftRightBits(sign, 31), negative, other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 And(Simd256 a, Simd256 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Or(Simd256 a, Simd256 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Xor(Simd256 a, Simd256 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 AddBits(Simd256 a, Simd256 b) =>
        new((a._vector.AsInt32() + b._vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 ShiftLeftBits(Simd256 value, int count) =>
        new((value._vector.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 ShiftRightBits(Simd256 value, int count) =>
        new((value._vector.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 FloatFromBits(Simd256 value) =>
        new(Vector256.ConvertToSingle(value._vector.AsInt32()));
}
