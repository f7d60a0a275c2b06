using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Provides the distribution of the range of independent standard normal variables: the studentized range with infinite
/// degrees of freedom.
/// </summary>
internal static class StudentizedRange
{
    // Beyond this, the density of the normal distribution is below 1e-18.
    private const double Bound = 9;

    /// <summary>Returns the probability that the range is at most a value.</summary>
    /// <param name="count">The number of variables, 2 or more.</param>
    /// <param name="range">The value.</param>
    /// <returns>The probability: the integral of k·φ(z)·(Φ(z) − Φ(z − range))^(k − 1), where z is the largest.</returns>
    public static double Probability(int count, double range) => range <= 0 ? 0 : Math.Min(1, GaussLegendreRule.Integrate(
        z => count * Normal.PDF(0, 1, z) * Math.Pow(Normal.CDF(0, 1, z) - Normal.CDF(0, 1, z - range), count - 1),
        -Bound, Bound, 256));

    /// <summary>Returns the value that the range exceeds with a given probability.</summary>
    /// <param name="count">The number of variables, 2 or more.</param>
    /// <param name="probability">The probability that the range is at most the value, above 0 and below 1.</param>
    public static double Quantile(int count, double probability)
    {
        double low = 0, high = 1;
        while (Probability(count, high) < probability) high *= 2;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Probability(count, middle) < probability) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
