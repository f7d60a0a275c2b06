using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Swish.Analysis.Comparisons;

/// <summary>Represents a mean with its confidence interval by Student's t.</summary>
/// <param name="Mean">The mean; NaN without values.</param>
/// <param name="StandardDeviation">The sample standard deviation (with n − 1); null with fewer than two values.</param>
/// <param name="Lower">The lower end of the interval; null with fewer than two values.</param>
/// <param name="Upper">The upper end of the interval; null with fewer than two values.</param>
internal readonly record struct MeanInterval(double Mean, double? StandardDeviation, double? Lower, double? Upper)
{
    /// <summary>Computes the confidence interval of the mean of finite values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="level">One minus the confidence level: 0.05 for 95 %.</param>
    public static MeanInterval Of(IReadOnlyList<double> values, double level = 0.05)
    {
        double mean = values.Mean();
        if (values.Count < 2) return new(mean, null, null, null);
        double deviation = values.StandardDeviation();
        double half = HalfWidth(values.Count, level) * deviation / Math.Sqrt(values.Count);
        return new(mean, deviation, mean - half, mean + half);
    }

    /// <summary>
    /// Returns the 95 % prediction interval for one more value; null with fewer than two values. The variances of the
    /// new value and of the mean add up: s√(1 + 1/n).
    /// </summary>
    public (double Lower, double Upper)? OfNext(int count)
    {
        if (StandardDeviation is not { } deviation) return null;
        double half = HalfWidth(count, 0.05) * deviation * Math.Sqrt(1 + 1.0 / count);
        return (Mean - half, Mean + half);
    }

    private static double HalfWidth(int count, double level) => StudentT.InvCDF(0, 1, count - 1, 1 - level / 2);
}
