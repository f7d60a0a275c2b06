using System.Numerics;

namespace Swish.Kernels.Simd;

/// <summary>
/// Represents a vector of doubles, the equivalent of <see cref="ISimdVector{T}"/> in which expressions are evaluated
/// before they are rounded to float. All operations are correctly rounded and act on each lane separately, so that
/// results are bit-identical for all vector widths.
/// </summary>
/// <typeparam name="T">The implementing type.</typeparam>
internal interface ISimdDoubleVector<T> :
    IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IUnaryNegationOperators<T, T>
    where T : struct, ISimdDoubleVector<T>
{
    /// <summary>Gets the number of lanes: 1 to 8, or twice as many in a <see cref="SimdDoublePair{T}"/>.</summary>
    static abstract int Count { get; }

    /// <summary>Creates a vector with the same value in all lanes.</summary>
    static abstract T Create(double value);

    /// <summary>Creates a vector with the same bit pattern in all lanes.</summary>
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

    /// <summary>Computes a·b + c, rounded once.</summary>
    static abstract T FusedMultiplyAdd(T a, T b, T c);

    /// <summary>Computes the square root, correctly rounded.</summary>
    static abstract T Sqrt(T value);

    /// <summary>Clears the sign bit of each lane.</summary>
    static abstract T Abs(T value);

    /// <summary>Compares a &lt; b; sets all bits of the lanes where it is true. False for NaN.</summary>
    static abstract T LessThan(T a, T b);

    /// <summary>Compares a = b; sets all bits of the lanes where it is true. False for NaN.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>
    /// Selects <paramref name="yes"/> where the bits of <paramref name="mask"/> are set, otherwise
    /// <paramref name="no"/>. In each lane of the mask, all bits must be set or none, as in the results of comparisons.
    /// </summary>
    static abstract T Select(T mask, T yes, T no);

    /// <summary>Determines whether any lane of a mask is set.</summary>
    static abstract bool Any(T mask);

    /// <summary>Computes the bitwise AND.</summary>
    static abstract T And(T a, T b);

    /// <summary>Computes the bitwise OR.</summary>
    static abstract T Or(T a, T b);

    /// <summary>Computes the bitwise XOR.</summary>
    static abstract T Xor(T a, T b);

    /// <summary>Subtracts the lanes as 64-bit integers.</summary>
    static abstract T SubtractBits(T a, T b);

    /// <summary>Shifts the lanes as 64-bit integers to the left.</summary>
    static abstract T ShiftLeftBits(T value, int count);

    /// <summary>Shifts the lanes as unsigned 64-bit integers to the right.</summary>
    static abstract T ShiftRightBits(T value, int count);
}
