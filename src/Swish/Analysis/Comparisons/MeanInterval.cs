using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Swish.Analysis.Comparisons;

/// <summary>A mean with the interval that covers the true one at a confidence of 95 %, by Student's t.</summary>
/// <param name="Mean">The mean, or NaN of no values.</param>
/// <param name="StandardDeviation">The sample's, over n − 1; null of fewer than two values.</param>
/// <param name="Lower">The interval's lower end; null of fewer than two values.</param>
/// <param name="Upper">The interval's upper end; null of fewer than two values.</param>
internal readonly record struct MeanInterval(double Mean, double? StandardDeviation, double? Lower, double? Upper)
{
    private const double Confidence = 0.95;

    public static MeanInterval Of(IReadOnlyList<double> values)
    {
        double mean = values.Mean();
        if (values.Count < 2) return new(mean, null, null, null);
        double deviation = values.StandardDeviation();
        double quantile = StudentT.InvCDF(0, 1, values.Count - 1, (1 + Confidence) / 2);
        double half = quantile * deviation / Math.Sqrt(values.Count);
        return new(mean, deviation, mean - half, mean + half);
    }
}
