using Swish.Random;

namespace Swish.Networks.Layers;

/// <summary>
/// Draws the masks of inverted dropout: each value is dropped with a given probability, and the other values are
/// divided by the probability of being kept. Each part has its own random stream, so that the mask does not depend on
/// the order of the threads.
/// </summary>
internal sealed class DropoutStreams
{
    private const int PartBits = 16;

    private readonly double _rate;
    private readonly int _seed;
    private readonly int _number;
    private readonly int _parts;
    private RandomStream[] _streams = [];

    /// <summary>Reserves the random streams of a layer.</summary>
    /// <param name="context">The context of the layer.</param>
    /// <param name="rate">The probability that a value is dropped, above 0 and below 1.</param>
    /// <param name="parts">The number of parts.</param>
    public DropoutStreams(LayerContext context, double rate, int parts)
    {
        _rate = rate;
        _seed = context.Spec.Seed;
        _number = context.NextDropoutStream();
        _parts = parts;
    }

    /// <summary>Creates the random streams.</summary>
    public void Initialize() => _streams =
    [
        .. Enumerable.Range(0, _parts)
            .Select(part => new RandomStream(_seed, PurposeOf(part), 0, IndexOf(part))),
    ];

    /// <summary>Draws the mask of a part, two neighboring lanes with each random number.</summary>
    /// <param name="part">The index of the part.</param>
    /// <param name="step">The number of steps done before.</param>
    /// <param name="mask">Receives 0 or 1/(1 − rate), [row][lanes].</param>
    /// <param name="lanes">The number of lanes of a row.</param>
    /// <param name="used">The number of lanes that are not padding; of the others, at most one changes.</param>
    public void Draw(int part, int step, Span<float> mask, int lanes, int used)
    {
        RandomStream stream = _streams[part];
        stream.Restart(_seed, PurposeOf(part), step, IndexOf(part));
        float kept = (float)(1 / (1 - _rate));
        uint threshold = (uint)(_rate * (1L << 32));
        for (int row = 0; row < mask.Length; row += lanes)
        {
            for (int lane = 0; lane < used; lane += 2)
            {
                ulong two = stream.NextUInt64();
                mask[row + lane] = (uint)two < threshold ? 0f : kept;
                mask[row + lane + 1] = (uint)(two >> 32) < threshold ? 0f : kept;
            }
        }
    }

    private int IndexOf(int part) => (_number << PartBits) | (part & ((1 << PartBits) - 1));

    // The purposes are small numbers, so that the other bits of a large part have room above them.
    private static RandomPurpose PurposeOf(int part) => RandomPurpose.Dropout + (part >> PartBits << PartBits);
}
