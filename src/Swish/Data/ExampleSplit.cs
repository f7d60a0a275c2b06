using Swish.Random;

namespace Swish.Data;

/// <summary>
/// Splits examples at random into those to train on and those to test on. The split depends only on the labels, the
/// share and the seed.
/// </summary>
public static class ExampleSplit
{
    // The streams of the classes have the indices of the classes; the last shuffle needs another one.
    private const int OrderIndex = -1;

    /// <summary>
    /// Splits examples so that each class has about the same share of both sets (stratified sampling). A class with two
    /// or more examples keeps at least one to train on.
    /// </summary>
    /// <param name="labels">The label of each example; empty if examples have no class.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="testShare">The share of the examples to test on, above 0 and below 1. At least one example is in
    /// each set.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <returns>The indices of the examples to train on, in random order, and to test on, in ascending order.</returns>
    /// <exception cref="SwishException">There are fewer than two examples (TooFewExamples), or the share is not above 0
    /// and below 1 (InvalidTestShare).</exception>
    public static (int[] Training, int[] Test) Stratified(
        ReadOnlySpan<ushort> labels, int count, double testShare, int seed)
    {
        if (!(testShare > 0 && testShare < 1))
            throw new SwishException("InvalidTestShare", ErrorKind.InvalidArgument,
                FormattableString.Invariant(
                    $"The share of the examples to test on must be above 0 and below 1, not {testShare}."), testShare);
        if (count < 2)
            throw new SwishException("TooFewExamples", ErrorKind.InvalidData,
                $"A data set needs 2 or more examples, to train on and to test on, not {count}.", count);
        int[][] classes = ByClass(labels, count);
        int[] quotas = Quotas(classes, Math.Clamp((int)Math.Round(testShare * count), 1, count - 1), count);
        List<int> training = new(count), test = [];
        for (int c = 0; c < classes.Length; c++)
        {
            Shuffle(classes[c], seed, c);
            test.AddRange(classes[c].AsSpan(0, quotas[c]));
            training.AddRange(classes[c].AsSpan(quotas[c]));
        }
        test.Sort();
        training.Sort();
        return (Shuffled([.. training], seed), [.. test]);
    }

    /// <summary>Shuffles the examples to train on, because the first of them are for validation.</summary>
    /// <param name="indices">The indices of the examples; shuffled in place.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <returns><paramref name="indices"/>.</returns>
    public static int[] Shuffled(int[] indices, int seed)
    {
        ArgumentNullException.ThrowIfNull(indices);
        Shuffle(indices, seed, OrderIndex);
        return indices;
    }

    private static int[][] ByClass(ReadOnlySpan<ushort> labels, int count)
    {
        if (labels.IsEmpty) return [[.. Enumerable.Range(0, count)]];
        SortedDictionary<ushort, List<int>> classes = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!classes.TryGetValue(labels[i], out List<int>? members)) classes.Add(labels[i], members = []);
            members.Add(i);
        }
        return [.. classes.Values.Select(members => members.ToArray())];
    }

    /// <summary>
    /// Computes how many examples of each class to test on: the whole part of its share, and one more for the classes
    /// with the largest fractions (the first of equal ones).
    /// </summary>
    private static int[] Quotas(int[][] classes, int total, int count)
    {
        int[] quotas = new int[classes.Length];
        long[] fractions = new long[classes.Length];
        for (int c = 0; c < classes.Length; c++)
        {
            long share = (long)classes[c].Length * total;
            quotas[c] = (int)(share / count);
            fractions[c] = share % count;
        }
        int left = total - quotas.Sum();
        foreach (int c in Enumerable.Range(0, classes.Length).OrderByDescending(c => fractions[c]).ThenBy(c => c))
        {
            if (left == 0) break;
            if (classes[c].Length - quotas[c] < 2) continue;
            quotas[c]++;
            left--;
        }
        // Only if almost every class has a single example.
        for (int c = 0; left > 0 && c < classes.Length; c++)
            if (quotas[c] < classes[c].Length)
            {
                quotas[c]++;
                left--;
            }
        return quotas;
    }

    private static void Shuffle(int[] indices, int seed, int index)
    {
        RandomStream stream = new(seed, RandomPurpose.Split, index);
        for (int i = indices.Length - 1; i > 0; i--)
        {
            int j = stream.NextInt(i + 1);
            (indices[i], indices[j]) = (indices[j], indices[i]);
        }
    }
}
