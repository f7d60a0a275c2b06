using System.Runtime.CompilerServices;
using Swish.Random;

namespace Swish.Data;

/// <summary>
/// Selects the training examples of each batch. Every epoch shuffles the examples again, with its own random stream, so
/// the order depends only on the seed and the epoch, and a resumed run continues with the right batch. Not thread-safe.
/// </summary>
public sealed class BatchSampler
{
    private readonly int _first;
    private readonly int _batchSize;
    private readonly int _seed;
    private readonly int[] _order;
    private readonly RandomStream _stream;
    private int _epoch = -1;

    /// <summary>Creates the sampler of a run.</summary>
    /// <param name="first">The index of the first example to train on. The examples before it are the validation set,
    /// so it is also their number.</param>
    /// <param name="count">The number of examples to train on.</param>
    /// <param name="batchSize">The number of examples per batch, 1 to <paramref name="count"/>. The last batch of an
    /// epoch is dropped if it is incomplete.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="SwishException">The validation set leaves no examples to train on (ValidationSetTooLarge), the
    /// batch size is less than 1 (InvalidBatchSize) or more than <paramref name="count"/>
    /// (BatchLargerThanTrainingSet).</exception>
    public BatchSampler(int first, int count, int batchSize, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        if (count < 1)
            throw new SwishException("ValidationSetTooLarge", ErrorKind.Contradiction,
                $"A validation set of {first} examples leaves none to train on; choose a smaller one.", first);
        if (batchSize < 1)
            throw new SwishException("InvalidBatchSize", ErrorKind.InvalidArgument,
                $"The batch size is {batchSize}; it must be 1 or more.", batchSize);
        if (batchSize > count)
            throw new SwishException("BatchLargerThanTrainingSet", ErrorKind.Contradiction,
                $"The batch size is {batchSize}, but there are only {count} training examples; choose {count} or less.",
                batchSize);
        _first = first;
        _batchSize = batchSize;
        _seed = seed;
        _order = new int[count];
        _stream = new RandomStream(seed, RandomPurpose.BatchSampler, 0);
        StepsPerEpoch = count / batchSize;
    }

    /// <summary>Gets the number of complete batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Writes the example indices of a step's batch. Steps may come in any order; each change of epoch costs
    /// one shuffle.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="indices">Receives the indices in the training set; one batch long.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="indices"/> is not one batch long.</exception>
    public void Fill(int step, Span<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (indices.Length != _batchSize)
            throw new ArgumentException($"Expected {_batchSize} indices, not {indices.Length}.", nameof(indices));
        int epoch = step / StepsPerEpoch;
        if (epoch != _epoch) Shuffle(epoch);
        _order.AsSpan((step - epoch * StepsPerEpoch) * _batchSize, _batchSize).CopyTo(indices);
    }

    /// <summary>Applies the Fisher–Yates shuffle in Durstenfeld's form, starting from the sorted order.</summary>
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
