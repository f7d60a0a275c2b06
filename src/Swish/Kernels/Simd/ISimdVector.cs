using System.Numerics;

namespace Swish.Kernels.Simd;

/// <summary>
/// Represents a vector of floats. An elementwise function is written once with this interface and compiled for each
/// vector width. All operations are correctly rounded and act on each lane separately, so that results are
/// bit-identical for all widths. Do not add other operations, such as estimates or horizontal sums.
/// </summary>
/// <remarks>
/// Loops over vectors are marked AggressiveOptimization, so that no unoptimized code is run, and NoInlining: inlined
/// into a caller with many branches, they would exceed the JIT's budget for inlining, and each vector operation would
/// become a call.
/// </remarks>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface ISimdVector<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IUnaryNegationOperators<T, T>
    where T : struct, ISimdVector<T>
{
    /// <summary>Gets the number of lanes: 16, 8, 4 or 1.</summary>
    static abstract int Count { get; }

    /// <summary>Creates a vector with the same value in all lanes.</summary>
    static abstract T Create(float value);

    /// <summary>Creates a vector with the same bit pattern in all lanes.</summary>
    static abstract T CreateBits(int bits);

    /// <summary>
    /// Reads <see cref="Count"/> floats from <paramref name="source"/> + <paramref name="offset"/> elements.
    /// </summary>
    static abstract T Load(ref readonly float source, nuint offset);

    /// <summary>
    /// Writes <see cref="Count"/> floats to <paramref name="target"/> + <paramref name="offset"/> elements.
    /// </summary>
    static abstract void Store(T value, ref float target, nuint offset);

    /// <summary>Computes a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>
    /// Computes c ← a·b + c, rounded once. With a ref parameter the sum stays in its register; with a return value, the
    /// JIT would compute it in another register and copy it.
    /// </summary>
    static abstract void Accumulate(T a, T b, ref T c);

    /// <summary>Computes the same with b in memory, so that the instruction has a memory operand.</summary>
    static abstract void Accumulate(T a, ref readonly float source, nuint offset, ref T c);

    /// <summary>Computes the square root, correctly rounded.</summary>
    static abstract T Sqrt(T value);

    /// <summary>Clears the sign bit of each lane.</summary>
    static abstract T Abs(T value);

    /// <summary>
    /// Returns <paramref name="low"/> where <paramref name="value"/> &lt; <paramref name="low"/>, otherwise
    /// <paramref name="value"/>, so that NaN and the sign of zero are preserved.
    /// </summary>
    static abstract T Max(T value, T low);

    /// <summary>
    /// Returns <paramref name="high"/> where <paramref name="high"/> &lt; <paramref name="value"/>, otherwise
    /// <paramref name="value"/>, so that NaN and the sign of zero are preserved.
    /// </summary>
    static abstract T Min(T value, T high);

    /// <summary>Compares a &lt; b; sets all bits of the lanes where it is true. False for NaN.</summary>
    static abstract T LessThan(T a, T b);

    /// <summary>Compares a = b; sets all bits of the lanes where it is true. False for NaN.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>
    /// Selects <paramref name="yes"/> where the bits of <paramref name="mask"/> are set, otherwise
    /// <paramref name="no"/>. In each lane of the mask, all bits must be set or none, as in the results of comparisons.
    /// </summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>
    /// Selects <paramref name="negative"/> where the sign bit of <paramref name="sign"/> is set, otherwise
    /// <paramref name="other"/>.
    /// </summary>
    static abstract T SelectNegative(T sign, T negative, T other);

    /// <summary>Computes the bitwise AND.</summary>
    static abstract T And(T a, T b);

    /// <summary>Computes the bitwise OR.</summary>
    static abstract T Or(T a, T b);

    /// <summary>Computes the bitwise XOR.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>Adds the lanes as 32-bit integers.</summary>
    static abstract T AddBits(T a, T b);

    /// <summary>Shifts the lanes as 32-bit integers to the left.</summary>
    static abstract T ShiftLeftBits(T value, int count);

    /// <summary>Shifts the lanes as signed 32-bit integers to the right.</summary>
    static abstract T ShiftRightBits(T value, int count);

    /// <summary>Converts the bits of each lane, as a signed 32-bit integer, to float.</summary>
    static abstract T FloatFromBits(T value);
}
