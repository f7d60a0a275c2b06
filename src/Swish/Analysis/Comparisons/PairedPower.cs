using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Computes the power of the two-sided paired t-test, and from it the number of pairs that a difference needs and the
/// difference that a number of pairs detects. J. Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed.
/// (1988), chapter 2.
/// </summary>
internal static class PairedPower
{
    /// <summary>The required power.</summary>
    public const double RequiredPower = 0.8;

    private const int MaximumPairs = 1_000_000;

    /// <summary>Returns the probability that the test detects a difference.</summary>
    /// <param name="effect">The true mean difference divided by the standard deviation of the differences.</param>
    /// <param name="pairs">The number of pairs, 3 or more.</param>
    /// <param name="level">The level of the test.</param>
    public static double ComputePower(double effect, int pairs, double level)
    {
        // The noncentral t variable is a normal variable divided by √(χ²/ν). So the tail probabilities of the normal
        // are averaged over the χ² distribution, in a range that leaves out less than 1e-15.
        double freedom = pairs - 1;
        double critical = StudentT.InvCDF(0, 1, freedom, 1 - level / 2);
        double shift = Math.Abs(effect) * Math.Sqrt(pairs);
        double spread = 12 * Math.Sqrt(2 * freedom);
        return GaussLegendreRule.Integrate(
            square =>
            {
                double bound = critical * Math.Sqrt(square / freedom);
                double beyond = Normal.CDF(0, 1, shift - bound) + Normal.CDF(0, 1, -shift - bound);
                return ChiSquared.PDF(freedom, square) * beyond;
            },
            Math.Max(0, freedom - spread), freedom + spread + 40, 128);
    }

    /// <summary>Returns the smallest effect that is detected with a power of 80 %.</summary>
    /// <param name="pairs">The number of pairs, 3 or more.</param>
    /// <param name="level">The level of the test.</param>
    /// <returns>The mean difference divided by the standard deviation of the differences.</returns>
    public static double DetectableEffect(int pairs, double level)
    {
        double low = 0, high = 1;
        while (ComputePower(high, pairs, level) < RequiredPower && high < 1e6) high *= 2;
        for (int i = 0; i < 45; i++)
        {
            double middle = (low + high) / 2;
            if (ComputePower(middle, pairs, level) < RequiredPower) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>
    /// Returns the number of pairs with which an effect is detected with a power of 80 %; null above one million.
    /// </summary>
    /// <param name="effect">The true mean difference divided by the standard deviation of the differences.</param>
    /// <param name="level">The level of the test.</param>
    /// <param name="minPairs">The minimum number of pairs of a test.</param>
    public static int? RequiredPairs(double effect, double level, int minPairs)
    {
        if (!(Math.Abs(effect) > 0)) return null;
        // The normal test needs a few pairs fewer. From there, in growing steps, to a number that is enough and one that
        // is not; then in between.
        double normal = (Normal.InvCDF(0, 1, 1 - level / 2) + Normal.InvCDF(0, 1, RequiredPower)) / Math.Abs(effect);
        int low = minPairs - 1, high = (int)Math.Clamp(normal * normal, minPairs, MaximumPairs);
        for (int step = 1; !IsEnough(high); step *= 2)
        {
            if (high == MaximumPairs) return null;
            low = high;
            high = Math.Min(high + step, MaximumPairs);
        }
        for (int step = 1; high - step > low; step *= 2)
        {
            if (!IsEnough(high - step))
            {
                low = high - step;
                break;
            }
            high -= step;
        }
        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            if (IsEnough(middle)) high = middle;
            else low = middle;
        }
        return high;

        bool IsEnough(int pairs) => ComputePower(effect, pairs, level) >= RequiredPower;
    }
}
