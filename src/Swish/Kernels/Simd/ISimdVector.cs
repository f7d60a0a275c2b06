using System.Numerics;

namespace Swish.Kernels.Simd;

/// <summary>
/// A register's worth of floats. An element-wise function is written once over this interface and compiled for each
/// width; since each operation is exactly rounded and acts on a lane alone, all widths give the same bits.
/// Only operations of which that is true belong here: no estimates, no horizontal sums.
/// </summary>
/// <remarks>
/// A loop over lanes is marked AggressiveOptimization, so that the first tier never runs it, and NoInlining: inlined
/// into a caller with many branches it would use up the compiler's budget for inlining, and each operation on a lane
/// would become a call.
/// </remarks>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface ISimdVector<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IUnaryNegationOperators<T, T>
    where T : struct, ISimdVector<T>
{
    /// <summary>The number of floats: 16, 8, 4 or 1.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in each lane.</summary>
    static abstract T Create(float value);

    /// <summary>The same bit pattern in each lane.</summary>
    static abstract T CreateBits(int bits);

    /// <summary>
    /// Reads <see cref="Count"/> floats from <paramref name="source"/> + <paramref name="offset"/> elements.
    /// </summary>
    static abstract T Load(ref readonly float source, nuint offset);

    /// <summary>
    /// Writes <see cref="Count"/> floats to <paramref name="target"/> + <paramref name="offset"/> elements.
    /// </summary>
    static abstract void Store(T value, ref float target, nuint offset);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>
    /// c ← a·b + c, rounded once. Written to c itself, the sum stays in its register; assigned from what a call
    /// returns, the compiler computes it in another one and moves it.
    /// </summary>
    static abstract void Accumulate(T a, T b, ref T c);

    /// <summary>The same with b in memory, from where the instruction itself reads it.</summary>
    static abstract void Accumulate(T a, ref readonly float source, nuint offset, ref T c);

    /// <summary>The square root, exactly rounded.</summary>
    static abstract T Sqrt(T value);

    /// <summary>The value without its sign bit.</summary>
    static abstract T Abs(T value);

    /// <summary>
    /// Where <paramref name="value"/> &lt; <paramref name="low"/>, <paramref name="low"/>, else
    /// <paramref name="value"/>, so that NaN and both zeros pass.
    /// </summary>
    static abstract T Max(T value, T low);

    /// <summary>
    /// Where <paramref name="high"/> &lt; <paramref name="value"/>, <paramref name="high"/>, else
    /// <paramref name="value"/>, so that NaN and both zeros pass.
    /// </summary>
    static abstract T Min(T value, T high);

    /// <summary>All bits set in the lanes where a &lt; b; false for NaN.</summary>
    static abstract T LessThan(T a, T b);

    /// <summary>All bits set in the lanes where a = b; false for NaN.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>
    /// Where <paramref name="mask"/>'s bits are set, <paramref name="yes"/>, else <paramref name="no"/>; in a lane of
    /// the mask either all bits are set or none, as comparisons make them.
    /// </summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>
    /// Where the sign bit of <paramref name="sign"/> is set, <paramref name="negative"/>, else
    /// <paramref name="other"/>.
    /// </summary>
    static abstract T SelectNegative(T sign, T negative, T other);

    /// <summary>Bitwise and.</summary>
    static abstract T And(T a, T b);

    /// <summary>Bitwise or.</summary>
    static abstract T Or(T a, T b);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>Adds the lanes as 32-bit integers.</summary>
    static abstract T AddBits(T a, T b);

    /// <summary>Shifts the lanes as 32-bit integers to the left.</summary>
    static abstract T ShiftLeftBits(T value, int count);

    /// <summary>Shifts the lanes as signed 32-bit integers to the right.</summary>
    static abstract T ShiftRightBits(T value, int count);

    /// <summary>The lanes' bits, read as signed 32-bit integers, converted to float.</summary>
    static abstract T FloatFromBits(T value);
}
