using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Swish.Random;

/// <summary>
/// A stream of random numbers that is a function of (seed, use, index, second index) alone, the same on every machine:
/// integer operations, + − × ÷ √ and nothing else. Not for several threads at once.
/// </summary>
/// <remarks>
/// Philox4x32-10: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. A block cipher
/// over a counter: the key is (seed, use), the counter is (position, index, second index). Streams therefore cannot
/// overlap, none needs to be seeded from another, and any position can be reached at once.
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
    private uint _use;
    private uint _index;
    private uint _secondIndex;
    private ulong _nextBlock;
    private ulong _second;
    private bool _hasSecond;

    /// <summary>Opens a stream at its first number.</summary>
    /// <param name="seed">The run's seed, any value.</param>
    /// <param name="use">What the numbers are for.</param>
    /// <param name="index">Which one of these: the layer, the epoch; any value.</param>
    /// <param name="secondIndex">A second index where one is not enough, such as the step of a layer's dropout.</param>
    public RandomStream(int seed, RandomPurpose use, int index, int secondIndex = 0) =>
        Restart(seed, use, index, secondIndex);

    /// <summary>Makes this object another stream, at its first number, without allocating.</summary>
    /// <param name="seed">The run's seed, any value.</param>
    /// <param name="use">What the numbers are for.</param>
    /// <param name="index">Which one of these.</param>
    /// <param name="secondIndex">A second index where one is not enough.</param>
    public void Restart(int seed, RandomPurpose use, int index, int secondIndex = 0)
    {
        _seed = (uint)seed;
        _use = (uint)use;
        _index = (uint)index;
        _secondIndex = (uint)secondIndex;
        _nextBlock = 0;
        _hasSecond = false;
    }

    /// <summary>Goes to a position of the stream, so that threads can share one: each call but NextInt takes one
    /// number.</summary>
    /// <param name="position">How many 64-bit numbers lie before the next one; 0 or more.</param>
    public void Seek(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        _nextBlock = (ulong)position >> 1;
        _hasSecond = false;
        if ((position & 1) != 0) NextUInt64();
    }

    // The methods that draw are compiled optimized at once: a run begins with hundreds of thousands of numbers, drawn
    // before the runtime would come to it.

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong NextUInt64()
    {
        if (_hasSecond)
        {
            _hasSecond = false;
            return _second;
        }
        (uint x0, uint x1, uint x2, uint x3) =
            Block((uint)_nextBlock, (uint)(_nextBlock >> 32), _index, _secondIndex, _seed, _use);
        _nextBlock++;
        _second = x2 | ((ulong)x3 << 32);
        _hasSecond = true;
        return x0 | ((ulong)x1 << 32);
    }

    /// <summary>Uniform on [0, 1): one of the 2⁵³ multiples of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on 0 … bound − 1, without bias (Lemire, "Fast random integer generation in an interval",
    /// 2019).</summary>
    /// <param name="bound">1 or more.</param>
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

    /// <summary>Normal with mean 0 and deviation 1, by the inverse of the distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextNormal() => InverseNormalCdf.OfOffset(NextOffset());

    /// <summary>
    /// Normal with mean 0 and deviation 1, given that it lies within ±2: the distribution of a normal number that is
    /// redrawn until it does, by the inverse of the distribution function between Φ(−2) and Φ(2). Its deviation is
    /// 0.8796.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextTruncatedNormal()
    {
        const double probabilityWithinTwo = 0.95449973610364158560; // Φ(2) − Φ(−2) = erf(√2)
        return Math.Clamp(InverseNormalCdf.OfOffset(NextOffset() * probabilityWithinTwo), -2.0, 2.0);
    }

    /// <summary>
    /// Ten rounds of Philox4x32 over a 128-bit counter under a 64-bit key; lowest words first, as in the reference.
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
    /// Uniform on (−½, ½), symmetric, never 0 nor ±½: midpoints of 2⁵² equal intervals, each exact in a double.
    /// </summary>
    private double NextOffset() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1UL << 52)) - 0.5;
}
