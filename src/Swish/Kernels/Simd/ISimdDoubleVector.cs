using System.Numerics;

namespace Swish.Kernels.Simd;

/// <summary>
/// A register's worth of doubles: the twin of <see cref="ISimdVector{T}"/>, in which expressions are evaluated before
/// they are rounded to float. Every operation is exactly rounded and acts on a lane alone, so that all widths give the
/// same bits.
/// </summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface ISimdDoubleVector<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IUnaryNegationOperators<T, T>
    where T : struct, ISimdDoubleVector<T>
{
    /// <summary>The number of doubles: 1 to 8, or twice as many in a <see cref="SimdDoublePair{T}"/>.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in each lane.</summary>
    static abstract T Create(double value);

    /// <summary>The same bit pattern in each lane.</summary>
    static abstract T CreateBits(long bits);

    /// <summary>
    /// Reads <see cref="Count"/> doubles from <paramref name="source"/> + <paramref name="offset"/> elements.
    /// </summary>
    static abstract T Load(ref readonly double source, nuint offset);

    /// <summary>
    /// Writes <see cref="Count"/> doubles to <paramref name="target"/> + <paramref name="offset"/> elements.
    /// </summary>
    static abstract void Store(T value, ref double target, nuint offset);

    /// <summary>Reads <see cref="Count"/> floats and widens them.</summary>
    static abstract T LoadSingle(ref readonly float source, nuint offset);

    /// <summary>Rounds to float, to nearest even, and writes <see cref="Count"/> floats.</summary>
    static abstract void StoreSingle(T value, ref float target, nuint offset);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>The square root, exactly rounded.</summary>
    static abstract T Sqrt(T value);

    /// <summary>The value without its sign bit.</summary>
    static abstract T Abs(T value);

    /// <summary>All bits set in the lanes where a &lt; b; false for NaN.</summary>
    static abstract T LessThan(T a, T b);

    /// <summary>All bits set in the lanes where a = b; false for NaN.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>
    /// Where <paramref name="mask"/>'s bits are set, <paramref name="yes"/>, else <paramref name="no"/>; in a lane of
    /// the mask either all bits are set or none, as comparisons make them.
    /// </summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>Whether a mask has any lane set.</summary>
    static abstract bool Any(T mask);

    /// <summary>Bitwise and.</summary>
    static abstract T And(T a, T b);

    /// <summary>Bitwise or.</summary>
    static abstract T Or(T a, T b);

    /// <summary>Bitwise exclusive or.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>Subtracts the lanes as 64-bit integers.</summary>
    static abstract T SubtractBits(T a, T b);

    /// <summary>Shifts the lanes as 64-bit integers to the left.</summary>
    static abstract T ShiftLeftBits(T value, int count);

    /// <summary>Shifts the lanes as unsigned 64-bit integers to the right.</summary>
    static abstract T ShiftRightBits(T value, int count);
}
