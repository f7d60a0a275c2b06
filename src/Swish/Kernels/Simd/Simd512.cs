using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Swish.Kernels.Simd;

/// <summary>Represents a vector of 16 floats (512 bits).</summary>
internal struct Simd512(Vector512<float> vector) : ISimdVector<Simd512>
{
    private Vector512<float> _vector = vector;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 CreateBits(int bits) => new(Vector512.Create(bits).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(ref readonly float source, nuint offset) =>
        new(Vector512.LoadUnsafe(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd512 value, ref float target, nuint offset) =>
        value._vector.StoreUnsafe(ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 left, Simd512 right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 left, Simd512 right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator *(Simd512 left, Simd512 right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator /(Simd512 left, Simd512 right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 value) =>
        new(value._vector ^ Vector512.Create(-0.0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 FusedMultiplyAdd(Simd512 a, Simd512 b, Simd512 c) =>
        new(Vector512.FusedMultiplyAdd(a._vector, b._vector, c._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd512 a, Simd512 b, ref Simd512 c) =>
        c._vector = Vector512.FusedMultiplyAdd(a._vector, b._vector, c._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Simd512 a, ref readonly float source, nuint offset, ref Simd512 c) =>
        c._vector = Vector512.FusedMultiplyAdd(a._vector, Vector512.LoadUnsafe(in source, offset), c._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Sqrt(Simd512 value) => new(Vector512.Sqrt(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Abs(Simd512 value) => new(Vector512.Abs(value._vector));

    // If an operand is NaN or both are zeros, MAXPS and MINPS return the second operand, here `value`. The Select below
    // does the same, so both paths are bit-identical.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Max(Simd512 value, Simd512 low) =>
        Avx512F.IsSupported
            ? new(Avx512F.Max(low._vector, value._vector))
            : Select(LessThan(value, low), low, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Min(Simd512 value, Simd512 high) =>
        Avx512F.IsSupported
            ? new(Avx512F.Min(high._vector, value._vector))
            : Select(LessThan(high, value), high, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LessThan(Simd512 a, Simd512 b) => new(Vector512.LessThan(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Equal(Simd512 a, Simd512 b) => new(Vector512.Equals(a._vector, b._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Select(Simd512 mask, Simd512 yes, Simd512 no) =>
        new(Vector512.ConditionalSelect(mask._vector, yes._vector, no._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 SelectNegative(Simd512 sign, Simd512 negative, Simd512 other) =>
        Select(ShiftRightBits(sign, 31), negative, other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 And(Simd512 a, Simd512 b) => new(a._vector & b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Or(Simd512 a, Simd512 b) => new(a._vector | b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Xor(Simd512 a, Simd512 b) => new(a._vector ^ b._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 AddBits(Simd512 a, Simd512 b) =>
        new((a._vector.AsInt32() + b._vector.AsInt32()).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 ShiftLeftBits(Simd512 value, int count) =>
        new((value._vector.AsInt32() << count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 ShiftRightBits(Simd512 value, int count) =>
        new((value._vector.AsInt32() >> count).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 FloatFromBits(Simd512 value) =>
        new(Vector512.ConvertToSingle(value._vector.AsInt32()));
}
