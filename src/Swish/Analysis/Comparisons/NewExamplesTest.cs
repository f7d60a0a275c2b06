using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents the tests of a row for new seeds and new test examples, both random samples. What holds for new examples
/// holds for these too: each p-value is at least that for these examples.
/// </summary>
/// <remarks>
/// If a network collapsed, it does so on any examples: its pair keeps its infinite score, and a pair in which both
/// collapsed remains a tie. The scores of the other pairs share the error that is due to the choice of the examples, a
/// common shift. The p-value is the largest one of the signed-rank test over the shifts in an interval that contains the
/// true one with a probability of 99.9 %, plus the remaining 0.1 %: R. L. Berger, D. D. Boos, P values maximized over a
/// confidence set for the nuisance parameter, J. Am. Statist. Assoc. 89 (1994), 1012–1016.
/// </remarks>
/// <param name="PValue">The two-sided p-value of the row.</param>
/// <param name="CrossedPValue">
/// The p-value without the signed-rank test's: that of the crossed table, or that for shifted scores.
/// </param>
/// <param name="SamePValue">The p-value of the equivalence test; null if a run collapsed.</param>
/// <param name="Effects">The effects of the crossed table; null if a run collapsed.</param>
/// <param name="ExampleError">The standard error that is due to the choice of the examples.</param>
internal sealed record NewExamplesTest(
    double PValue, double CrossedPValue, double? SamePValue, CrossedEffects? Effects, double ExampleError)
{
    // The probability that the true shift is outside of the interval.
    private const double Outside = 0.001;

    /// <summary>Tests the pairs of a row.</summary>
    /// <param name="test">The tests for these examples, with p-values.</param>
    /// <param name="margin">The largest difference that does not matter.</param>
    /// <param name="scores">The scores of all pairs.</param>
    /// <param name="isTie">Whether both runs of a pair collapsed.</param>
    /// <param name="rounding">The largest difference of scores that counts as rounding.</param>
    /// <param name="survivors">The correctness of the pairs without a collapsed run.</param>
    /// <param name="stop">Cancels the tests.</param>
    /// <returns>The tests; null if the error of the examples cannot be estimated.</returns>
    public static NewExamplesTest? Of(
        PairedComparison test, double margin, IReadOnlyList<double> scores, IReadOnlyList<bool> isTie, double rounding,
        IReadOnlyList<(ExampleCorrectness Activation, ExampleCorrectness Baseline)> survivors,
        CancellationToken stop = default)
    {
        double p = test.PValue!.Value;
        CrossedEffects? effects = CrossedEffects.Of(survivors);
        if (test.AllSurvive)
            return effects is not { } crossed ? null : new(
                Math.Max(p, crossed.PValue), crossed.PValue,
                Math.Max(test.SamePValue!.Value, crossed.SamePValue(margin)), crossed, crossed.ExampleError);

        // Every pair is decided by a collapsed network, so the examples do not matter.
        if (survivors.Count == 0) return new(p, p, null, null, 0);
        double error = effects?.ExampleError ?? ErrorOfOne(survivors[0].Activation, survivors[0].Baseline);
        double shift = error * -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Outside / 2);
        SignedRankTest below = Shifted(-shift), above = Shifted(shift);
        double largest = Math.Sign(below.Statistic) != Math.Sign(above.Statistic)
            ? 1
            : Math.Max(p, Math.Max(below.PValue, above.PValue));
        double shifted = Math.Min(1, largest + Outside);
        return new(Math.Max(p, shifted), shifted, null, null, error);

        SignedRankTest Shifted(double by) =>
            SignedRankTest.Of([.. scores.Zip(isTie, (score, tie) => tie ? 0 : score + by)], rounding, stop);
    }

    /// <summary>
    /// Returns the standard error of a single pair over the examples, which includes the error of the seed.
    /// </summary>
    private static double ErrorOfOne(ExampleCorrectness activation, ExampleCorrectness baseline)
    {
        int differing = 0;
        for (int place = 0; place < activation.Bits.Length; place++)
            differing += System.Numerics.BitOperations.PopCount((uint)(activation.Bits[place] ^ baseline.Bits[place]));
        double count = activation.Count, mean = (activation.CorrectCount - baseline.CorrectCount) / count;
        return Math.Sqrt(((differing / count) - (mean * mean)) / count);
    }
}
