using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Swish.Random;

/// <summary>
/// Generates a stream of random numbers that depends only on (seed, purpose, index, second index). It uses only integer
/// operations and + − × ÷ √, so every machine generates the same numbers. Not thread-safe.
/// </summary>
/// <remarks>
/// The generator is Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
/// SC 2011), which encrypts a counter: the key is (seed, purpose), the counter is (position, index, second index).
/// Different streams therefore never overlap, and <see cref="Seek"/> reaches any position in constant time.
/// </remarks>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix",
    Justification = "The field's term for an independent sequence of random numbers.")]
public sealed class RandomStream
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    private uint _seed;
    private uint _purpose;
    private uint _index;
    private uint _secondIndex;
    private ulong _nextBlock;
    private ulong _spare;
    private bool _hasSpare;

    /// <summary>Creates a stream, positioned at its first number.</summary>
    /// <param name="seed">The run's seed; any value.</param>
    /// <param name="purpose">What the numbers are used for.</param>
    /// <param name="index">The layer, epoch or other index, as <paramref name="purpose"/> defines it; any
    /// value.</param>
    /// <param name="secondIndex">A second index, such as the step for dropout; any value.</param>
    public RandomStream(int seed, RandomPurpose purpose, int index, int secondIndex = 0) =>
        Restart(seed, purpose, index, secondIndex);

    /// <summary>Switches this object to another stream, positioned at its first number, without allocating.</summary>
    /// <param name="seed">The run's seed; any value.</param>
    /// <param name="purpose">What the numbers are used for.</param>
    /// <param name="index">The layer, epoch or other index, as <paramref name="purpose"/> defines it; any
    /// value.</param>
    /// <param name="secondIndex">A second index, such as the step for dropout; any value.</param>
    public void Restart(int seed, RandomPurpose purpose, int index, int secondIndex = 0)
    {
        _seed = (uint)seed;
        _purpose = (uint)purpose;
        _index = (uint)index;
        _secondIndex = (uint)secondIndex;
        _nextBlock = 0;
        _hasSpare = false;
    }

    /// <summary>Moves to a position in the stream, so that several threads, each with its own object, can share one
    /// stream. Every Next method consumes one 64-bit number, except <see cref="NextInt"/>, which may consume
    /// more.</summary>
    /// <param name="position">The number of 64-bit numbers before the next one; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="position"/> is negative.</exception>
    public void Seek(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        _nextBlock = (ulong)position >> 1;
        _hasSpare = false;
        if ((position & 1) != 0) NextUInt64();
    }

    // These methods are optimized on their first call: initializing the weights draws hundreds of thousands of numbers,
    // and tiered compilation would optimize them only when that is over.

    /// <summary>Returns 64 random bits.</summary>
    /// <returns>A number that is uniform over all 2⁶⁴ values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong NextUInt64()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        (uint x0, uint x1, uint x2, uint x3) =
            Block((uint)_nextBlock, (uint)(_nextBlock >> 32), _index, _secondIndex, _seed, _purpose);
        _nextBlock++;
        _spare = x2 | ((ulong)x3 << 32);
        _hasSpare = true;
        return x0 | ((ulong)x1 << 32);
    }

    /// <summary>Returns a number uniform on [0, 1).</summary>
    /// <returns>One of the 2⁵³ multiples of 2⁻⁵³ in [0, 1).</returns>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns an unbiased integer below a bound, by the method of Lemire, "Fast random integer generation in
    /// an interval", 2019.</summary>
    /// <param name="bound">The exclusive upper bound; 1 or more.</param>
    /// <returns>An integer uniform on 0 to <paramref name="bound"/> − 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = (0 - range) % range;
            while (low < threshold) high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>Returns a number from the standard normal distribution, by inverting its cumulative distribution
    /// function.</summary>
    /// <returns>A number with mean 0 and standard deviation 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextNormal() => InverseNormalCdf.Evaluate(NextOffset());

    /// <summary>
    /// Returns a number from the standard normal distribution truncated to ±2, by inverting the cumulative distribution
    /// function between Φ(−2) and Φ(2). Redrawing a normal number until it lies within ±2 has the same distribution.
    /// </summary>
    /// <returns>A number in [−2, 2] with mean 0 and standard deviation 0.8796.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextTruncatedNormal()
    {
        const double probabilityWithinTwo = 0.95449973610364158560; // Φ(2) − Φ(−2) = erf(√2)
        return Math.Clamp(InverseNormalCdf.Evaluate(NextOffset() * probabilityWithinTwo), -2.0, 2.0);
    }

    /// <summary>
    /// Applies the ten rounds of Philox4x32 to a 128-bit counter with a 64-bit key; the lowest words come first, as in
    /// the authors' reference implementation.
    /// </summary>
    internal static (uint X0, uint X1, uint X2, uint X3) Block(
        uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c1 = (uint)product1;
            c3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>
    /// Returns the midpoint of one of 2⁵² equal intervals of (−½, ½). A midpoint is exact in a double and is never 0 or
    /// ±½, and the distribution is symmetric.
    /// </summary>
    private double NextOffset() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52)) - 0.5;
}
