using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents a share with its exact 95 % confidence interval. C. J. Clopper, E. S. Pearson, The use of confidence or
/// fiducial limits illustrated in the case of the binomial, Biometrika 26 (1934), 404–413.
/// </summary>
/// <param name="Share">The share, 0 to 1.</param>
/// <param name="Lower">The lower end of the interval.</param>
/// <param name="Upper">The upper end of the interval.</param>
internal readonly record struct ShareInterval(double Share, double Lower, double Upper)
{
    /// <summary>Computes the share of successes in one or more trials.</summary>
    public static ShareInterval Of(int successes, int trials) => new(
        (double)successes / trials,
        successes == 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, 0.025),
        successes == trials ? 1 : Beta.InvCDF(successes + 1, trials - successes, 0.975));
}
