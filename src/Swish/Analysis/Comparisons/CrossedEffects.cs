using System.Numerics;
using MathNet.Numerics.Distributions;
using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents the mean of the differences d(s, i) = correct(activation) − correct(baseline) over seeds s and test
/// examples i, with its standard error if both seeds and examples are random samples.
/// </summary>
/// <param name="Mean">The mean difference: that of the accuracies.</param>
/// <param name="StandardError">The standard error of the mean for new seeds and new examples.</param>
/// <param name="Freedom">The degrees of freedom of the standard error, by Satterthwaite's approximation.</param>
/// <param name="ExampleError">The part of the standard error that is due to the choice of the examples.</param>
/// <remarks>
/// With the mean squares of the two-way table of S seeds and N examples without repetition, MS_S, MS_I and MS_E, the
/// variance of the mean under crossed random effects is (MS_S + MS_I − MS_E)/(SN): S. R. Searle, G. Casella, C. E.
/// McCulloch, Variance Components (1992), chapter 4. The degrees of freedom by F. E. Satterthwaite, Biometrics Bulletin
/// 2 (1946), 110–114. Components that are estimated to be negative count as 0, so the variance is never less than
/// MS_S/(SN), which is that for new seeds on the same examples, nor less than MS_I/(SN).
/// </remarks>
internal readonly record struct CrossedEffects(
    double Mean, double StandardError, double Freedom, double ExampleError)
{
    /// <summary>Analyzes pairs of runs with one seed each.</summary>
    /// <param name="pairs">
    /// The correctness of the activation's run and of the baseline's run, on the same examples in all pairs.
    /// </param>
    /// <returns>The effects; null with fewer than two pairs or examples.</returns>
    public static CrossedEffects? Of(IReadOnlyList<(ExampleCorrectness Activation, ExampleCorrectness Baseline)> pairs)
    {
        if (pairs.Count < 2 || pairs[0].Activation.Count < 2) return null;
        double seeds = pairs.Count, examples = pairs[0].Activation.Count;
        // The sum of a difference over the seeds, for each example.
        int[] sums = new int[pairs[0].Activation.Count];
        double squares = 0, squaredSeeds = 0, total = 0;
        foreach ((ExampleCorrectness activation, ExampleCorrectness baseline) in pairs)
        {
            long sum = Add(activation.Bits, baseline.Bits, sums, out long differing);
            squares += differing;
            squaredSeeds += (double)sum * sum;
            total += sum;
        }
        double squaredExamples = 0;
        foreach (int sum in sums) squaredExamples += (double)sum * sum;

        double correction = total * total / (seeds * examples);
        double bySeeds = (squaredSeeds / examples) - correction, byExamples = (squaredExamples / seeds) - correction;
        double rest = Math.Max(0, squares - correction - bySeeds - byExamples);
        double freeSeeds = seeds - 1, freeExamples = examples - 1, freeRest = freeSeeds * freeExamples;
        double meanSeeds = Math.Max(0, bySeeds) / freeSeeds, meanExamples = Math.Max(0, byExamples) / freeExamples;
        double meanRest = rest / freeRest;

        double variance, freedom;
        if (meanExamples <= meanRest && meanSeeds >= meanExamples) (variance, freedom) = (meanSeeds, freeSeeds);
        else if (meanSeeds <= meanRest && meanExamples >= meanSeeds)
            (variance, freedom) = (meanExamples, freeExamples);
        else
        {
            variance = meanSeeds + meanExamples - meanRest;
            freedom = variance * variance / ((meanSeeds * meanSeeds / freeSeeds)
                + (meanExamples * meanExamples / freeExamples) + (meanRest * meanRest / freeRest));
        }
        double size = seeds * examples;
        return new(
            total / size, Math.Sqrt(variance / size), freedom,
            Math.Sqrt(Math.Max(0, meanExamples - meanRest) / size));
    }

    /// <summary>Returns the two-sided p-value of a mean difference of 0.</summary>
    public double PValue =>
        StandardError > 0 ? 2 * StudentT.CDF(0, 1, Freedom, -Math.Abs(Mean) / StandardError) : Mean == 0 ? 1 : 0;

    /// <summary>
    /// Returns the p-value of the equivalence test: of a mean difference that is not within the margin.
    /// </summary>
    /// <param name="margin">The largest difference that does not matter, 0 or more.</param>
    public double SamePValue(double margin) => StandardError > 0
        ? StudentT.CDF(0, 1, Freedom, (Math.Abs(Mean) - margin) / StandardError)
        : Math.Abs(Mean) <= margin ? 0 : 1;

    /// <summary>Returns the half width of the confidence interval of the mean.</summary>
    /// <param name="level">One minus the confidence level: 0.05 for 95 %.</param>
    public double HalfWidth(double level) =>
        StandardError > 0 ? StudentT.InvCDF(0, 1, Freedom, 1 - (level / 2)) * StandardError : 0;

    /// <summary>
    /// Adds the differences of a pair to the sums of the examples, and returns their sum over the examples.
    /// </summary>
    private static long Add(ReadOnlySpan<byte> activation, ReadOnlySpan<byte> baseline, int[] sums, out long differing)
    {
        long sum = 0;
        differing = 0;
        for (int place = 0; place < activation.Length; place++)
        {
            uint better = (uint)(activation[place] & ~baseline[place]);
            uint worse = (uint)(baseline[place] & ~activation[place]);
            int won = BitOperations.PopCount(better), lost = BitOperations.PopCount(worse);
            sum += won - lost;
            differing += won + lost;
            for (; better != 0; better &= better - 1) sums[(8 * place) + BitOperations.TrailingZeroCount(better)]++;
            for (; worse != 0; worse &= worse - 1) sums[(8 * place) + BitOperations.TrailingZeroCount(worse)]--;
        }
        return sum;
    }
}
