using System.Runtime.CompilerServices;
using Swish.Random;

namespace Swish.Data;

/// <summary>
/// Which training examples make the batch of each step. Every epoch shuffles the examples anew, by a stream of its
/// own, so that the order depends on the seed and the epoch alone and a resumed run finds its place. Not for several
/// threads at once.
/// </summary>
public sealed class BatchSampler
{
    private readonly int _first;
    private readonly int _batchSize;
    private readonly int _seed;
    private readonly int[] _order;
    private readonly RandomStream _stream;
    private int _epoch = -1;

    /// <summary>Prepares the batches of a run.</summary>
    /// <param name="first">The index of the first example that is trained on: as many as are kept for
    /// validation.</param>
    /// <param name="count">How many examples from there on are trained on.</param>
    /// <param name="batchSize">Examples a batch, 1 to <paramref name="count"/>; the last, incomplete batch of an
    /// epoch is left out.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="SwishException">The validation set leaves nothing to train on (ValidationSetTooLarge), or a
    /// batch has no example (InvalidBatchSize) or more than there are (BatchLargerThanTrainingSet).</exception>
    public BatchSampler(int first, int count, int batchSize, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        if (count < 1)
            throw new SwishException("ValidationSetTooLarge", ErrorKind.Contradiction,
                $"A validation set of {first} examples leaves none to train on; keep fewer.", first);
        if (batchSize < 1)
            throw new SwishException("InvalidBatchSize", ErrorKind.InvalidArgument,
                $"A batch has 1 example or more, not {batchSize}.", batchSize);
        if (batchSize > count)
            throw new SwishException("BatchLargerThanTrainingSet", ErrorKind.Contradiction,
                $"A batch of {batchSize} is larger than the {count} training examples; take {count} or fewer.",
                batchSize);
        _first = first;
        _batchSize = batchSize;
        _seed = seed;
        _order = new int[count];
        _stream = new RandomStream(seed, RandomPurpose.BatchSampler, 0);
        StepsPerEpoch = count / batchSize;
    }

    /// <summary>Complete batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Gives the batch of a step; any order of steps, at the cost of one shuffle a change of epoch.</summary>
    /// <param name="step">Steps done before this one, from 0.</param>
    /// <param name="indices">Takes the indices of the batch's examples in the training set; as long as a batch.</param>
    public void Fill(int step, Span<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (indices.Length != _batchSize)
            throw new ArgumentException($"A batch has {_batchSize} indices, not {indices.Length}.", nameof(indices));
        int epoch = step / StepsPerEpoch;
        if (epoch != _epoch) Shuffle(epoch);
        _order.AsSpan((step - epoch * StepsPerEpoch) * _batchSize, _batchSize).CopyTo(indices);
    }

    /// <summary>Fisher and Yates's shuffle, in Durstenfeld's form, from the sorted order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Shuffle(int epoch)
    {
        for (int i = 0; i < _order.Length; i++) _order[i] = _first + i;
        _stream.Restart(_seed, RandomPurpose.BatchSampler, epoch);
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int j = _stream.NextInt(i + 1);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }
        _epoch = epoch;
    }
}
