using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Swish.Analysis.Comparisons;

/// <summary>Represents the result of a two-sided paired t-test, with the effect size.</summary>
/// <param name="PValue">
/// The probability of a mean difference at least this large if the true difference is zero.
/// </param>
/// <param name="EffectSize">
/// Cohen's d of the paired differences (d_z: their mean divided by their standard deviation); 0 if all differences are
/// zero, null if all are equal but not zero.
/// </param>
internal readonly record struct PairedTTest(double PValue, double? EffectSize)
{
    /// <summary>Tests two or more differences.</summary>
    /// <param name="differences">The pairs' differences.</param>
    /// <param name="scale">
    /// The largest magnitude of the subtracted values, which determines what counts as rounding.
    /// </param>
    public static PairedTTest Of(IReadOnlyList<double> differences, double scale)
    {
        // Differences that are equal except for rounding have no variance to test against.
        double rounding = 1e-12 * scale;
        if (differences.Max() - differences.Min() <= rounding)
            return Math.Abs(differences[0]) <= rounding ? new(1, 0) : new(0, null);

        double effect = differences.Mean() / differences.StandardDeviation();
        double t = effect * Math.Sqrt(differences.Count);
        return new(2 * StudentT.CDF(0, 1, differences.Count - 1, -Math.Abs(t)), effect);
    }
}
