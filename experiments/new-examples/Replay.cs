using System.Globalization;
using MathNet.Numerics.Distributions;
using Swish.Analysis;
using Swish.Analysis.Comparisons;
using Swish.Training;

namespace NewExamples;

/// <summary>Compares resampled runs with Swish's own comparison, and counts what it says.</summary>
internal static class Replay
{
    /// <summary>Returns a line of the table.</summary>
    public static string Run(Population population, Resampling resampling, int seeds, int examples, int comparisons)
    {
        int these = 0, both = 0, holdsThese = 0, holdsNew = 0, holdsSample = 0;
        Lock gate = new();
        Parallel.For(0, comparisons, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            Random random = new((number * 7919) + (seeds * 31) + examples);
            (ResultRow[] runs, double truth) = Draw(population, resampling, seeds, examples, random);
            ActivationComparisonRow row = ActivationComparison.Compare(
                runs, new() { Baselines = ["B"], Margin = 0, Family = ComparisonFamily.None }).Rows
                .Single(r => r.Activation == "A");
            lock (gate)
            {
                if (row.Verdict is ComparisonVerdict.Better or ComparisonVerdict.Worse) these++;
                if (row.NewExamplesVerdict is ComparisonVerdict.Better or ComparisonVerdict.Worse) both++;
                if (row.DifferenceLower <= truth && truth <= row.DifferenceUpper) holdsThese++;
                if (row.NewExamplesLower <= truth && truth <= row.NewExamplesUpper) holdsNew++;
                if (Math.Abs(row.Difference!.Value - truth) <= OfSample(row, examples, population)) holdsSample++;
            }
        });
        string real = resampling.IsNull ? $"{Percent(these),7}{Percent(both),6}" : $"{"",13}";
        string sample = resampling == Resampling.OtherExamples ? $"{Percent(holdsSample),7}" : "";
        return $"{resampling.Name,-36}{seeds,4}{examples,9}{real}{Percent(holdsThese),8}{Percent(holdsNew),6}{sample}";

        string Percent(int count) => (100.0 * count / comparisons).ToString("0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Returns the half width of the interval for the difference on the other examples: they are a sample too, so the
    /// error of the examples counts twice, with the size of each sample.
    /// </summary>
    private static double OfSample(ActivationComparisonRow row, int examples, Population population)
    {
        double half = (row.NewExamplesUpper!.Value - row.NewExamplesLower!.Value) / 2;
        double quantile = StudentT.InvCDF(0, 1, row.NewExamplesFreedom!.Value, 0.975);
        double ratio = (double)examples / (population.Examples - examples);
        double other = quantile * row.ExampleError!.Value * Math.Sqrt(ratio);
        return Math.Sqrt((half * half) + (other * other));
    }

    private static (ResultRow[] Runs, double Truth) Draw(
        Population population, Resampling resampling, int seeds, int examples, Random random)
    {
        int[] activations = Shuffled(population.Activations.Count, random), chosen = Shuffled(population.Seeds, random);
        int[] order = Shuffled(population.Examples, random);
        int first = activations[0], second = activations[1];
        int[] drawn = order[..examples];
        double truth = 0;
        if (resampling == Resampling.OtherExamples)
            truth = population.Difference(first, second, order.AsSpan(examples));
        if (resampling == Resampling.Replaced)
        {
            truth = population.Difference(first, second, order);
            for (int i = 0; i < examples; i++) drawn[i] = random.Next(population.Examples);
            for (int i = 0; i < seeds; i++) chosen[i] = random.Next(population.Seeds);
        }
        bool[] exchanged = new bool[examples];
        if (resampling == Resampling.Exchanged)
            for (int i = 0; i < examples; i++) exchanged[i] = random.Next(2) == 0;

        List<ResultRow> runs = [];
        for (int seed = 0; seed < seeds; seed++)
        {
            bool[] activation = population.Run(first, chosen[seed]);
            bool[] baseline = resampling == Resampling.OneActivation
                ? population.Run(first, chosen[seeds + seed])
                : population.Run(second, chosen[seed]);
            runs.Add(Row("A", seed, activation, baseline, drawn, exchanged));
            runs.Add(Row("B", seed, baseline, activation, drawn, exchanged));
        }
        return ([.. runs], truth);
    }

    private static ResultRow Row(
        string activation, int seed, bool[] own, bool[] other, int[] examples, bool[] exchanged)
    {
        byte[] bits = new byte[(examples.Length + 7) / 8];
        for (int i = 0; i < examples.Length; i++)
            if ((exchanged[i] ? other : own)[examples[i]]) bits[i / 8] |= (byte)(1 << (i % 8));
        ExampleCorrectness correctness = ExampleCorrectness.TryCreate(bits, examples.Length, "drawn")!;
        return new(
        [
            new("Activation", activation), new("Seed", seed), new("Dataset", "MNIST"), new("Setting", "drawn"),
            new("TestAccuracy", (double)correctness.CorrectCount / correctness.Count),
        ])
        {
            Correctness = correctness,
        };
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        random.Shuffle(numbers);
        return numbers;
    }
}
