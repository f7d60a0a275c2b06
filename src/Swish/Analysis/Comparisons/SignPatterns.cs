using Swish.Random;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Draws random patterns of signs, the same ones in each call, so that the same results always have the same verdict.
/// </summary>
internal static class SignPatterns
{
    private const int BitsOfTable = 8;

    /// <summary>Computes the sums of numbers with random signs.</summary>
    /// <param name="numbers">The numbers, [lists][length].</param>
    /// <param name="draws">The number of patterns.</param>
    /// <param name="use">Called with the sum of each list for each pattern; the array is used again.</param>
    /// <param name="stop">Cancels the computation.</param>
    public static void Draw(
        IReadOnlyList<double[]> numbers, int draws, Action<double[]> use, CancellationToken stop = default)
    {
        int length = numbers[0].Length, tables = (length + BitsOfTable - 1) / BitsOfTable;
        double[][] partial = [.. numbers.Select(list => PartialSums(list, tables))];
        double[] sums = new double[numbers.Count];
        RandomStream random = new(1, RandomPurpose.SignFlip, 0);
        for (int draw = 0; draw < draws; draw++)
        {
            stop.ThrowIfCancellationRequested();
            Array.Clear(sums);
            ulong bits = 0;
            for (int table = 0; table < tables; table++, bits >>= BitsOfTable)
            {
                if (table % (64 / BitsOfTable) == 0) bits = random.NextUInt64();
                int index = (table << BitsOfTable) | (byte)bits;
                for (int list = 0; list < sums.Length; list++) sums[list] += partial[list][index];
            }
            use(sums);
        }
    }

    /// <summary>Returns the sums of each eight numbers for each pattern of eight signs; a bit of 1 is a minus.</summary>
    private static double[] PartialSums(double[] numbers, int tables)
    {
        double[] sums = new double[tables << BitsOfTable];
        for (int i = 0; i < sums.Length; i++)
            for (int bit = 0; bit < BitsOfTable; bit++)
            {
                int place = ((i >> BitsOfTable) * BitsOfTable) + bit;
                if (place < numbers.Length) sums[i] += (i >> bit & 1) == 0 ? numbers[place] : -numbers[place];
            }
        return sums;
    }
}
