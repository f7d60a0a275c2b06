using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Provides two one-sided t-tests of paired differences (TOST), with the margin as the bound on both sides, and the
/// corresponding posterior probabilities. D. J. Schuirmann, A comparison of the two one-sided tests procedure and the
/// power approach, J. Pharmacokinet. Biopharm. 15 (1987), 657–680.
/// </summary>
internal static class EquivalenceTest
{
    /// <summary>
    /// Returns the p-value of the null hypothesis that the true mean difference is beyond the margin. It is below 5 %
    /// exactly if the 90 % confidence interval of the difference lies within the margin.
    /// </summary>
    /// <param name="differences">Two or more differences.</param>
    /// <param name="margin">The largest difference that does not matter, 0 or more.</param>
    /// <param name="scale">
    /// The largest magnitude of the subtracted values, which determines what counts as rounding.
    /// </param>
    public static double PValue(IReadOnlyList<double> differences, double margin, double scale)
    {
        double mean = differences.Mean(), rounding = 1e-12 * scale;
        // If all differences are equal, the mean is known exactly.
        if (differences.Max() - differences.Min() <= rounding) return Math.Abs(mean) <= margin + rounding ? 0 : 1;
        double error = differences.StandardDeviation() / Math.Sqrt(differences.Count);
        return StudentT.CDF(0, 1, differences.Count - 1, (Math.Abs(mean) - margin) / error);
    }

    /// <summary>
    /// Returns the posterior probabilities that the true mean difference is above the margin, within it, and below it.
    /// Under an uninformative prior, the posterior is a t distribution around the mean (A. Benavoli, G. Corani, J.
    /// Demšar, M. Zaffalon, Time for a change: a tutorial for comparing multiple classifiers through Bayesian analysis,
    /// J. Mach. Learn. Res. 18 (2017), 77, with a correlation of 0: runs under different seeds are independent).
    /// </summary>
    /// <param name="differences">Two or more differences.</param>
    /// <param name="margin">The largest difference that does not matter, 0 or more.</param>
    /// <param name="scale">
    /// The largest magnitude of the subtracted values, which determines what counts as rounding.
    /// </param>
    public static (double Above, double Within, double Below) Probabilities(
        IReadOnlyList<double> differences, double margin, double scale)
    {
        double mean = differences.Mean(), rounding = 1e-12 * scale;
        if (differences.Max() - differences.Min() <= rounding)
            return mean > margin + rounding ? (1, 0, 0) : mean < -margin - rounding ? (0, 0, 1) : (0, 1, 0);
        double error = differences.StandardDeviation() / Math.Sqrt(differences.Count);
        double above = StudentT.CDF(0, 1, differences.Count - 1, (mean - margin) / error);
        double below = StudentT.CDF(0, 1, differences.Count - 1, (-margin - mean) / error);
        return (above, Math.Max(0, 1 - above - below), below);
    }
}
