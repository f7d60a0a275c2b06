using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Swish.Analysis.Comparisons;

/// <summary>Student's t test of paired differences, two-sided, with the size of the effect.</summary>
/// <param name="PValue">The chance of a mean difference at least this large, were the true one zero.</param>
/// <param name="EffectSize">
/// Cohen's d of the paired differences (d_z: their mean over their standard deviation); 0 where all are zero, null
/// where all are alike and not zero. </param>
internal readonly record struct PairedTTest(double PValue, double? EffectSize)
{
    /// <summary>Tests two or more differences.</summary>
    /// <param name="differences">The pairs' differences.</param>
    /// <param name="scale">The size of the values that were subtracted: what rounding is measured against.</param>
    public static PairedTTest Of(IReadOnlyList<double> differences, double scale)
    {
        // Differences that are alike but for the rounding of the subtraction have no spread to test against.
        double rounding = 1e-12 * scale;
        if (differences.Max() - differences.Min() <= rounding)
            return Math.Abs(differences[0]) <= rounding ? new(1, 0) : new(0, null);

        double effect = differences.Mean() / differences.StandardDeviation();
        double t = effect * Math.Sqrt(differences.Count);
        return new(2 * StudentT.CDF(0, 1, differences.Count - 1, -Math.Abs(t)), effect);
    }
}
