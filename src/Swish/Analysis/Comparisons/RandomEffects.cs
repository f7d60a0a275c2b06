using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Represents a random-effects meta-analysis: the mean of differences that were measured under different conditions, if
/// the true difference varies between the conditions.
/// </summary>
/// <param name="Mean">The pooled difference.</param>
/// <param name="Lower">The lower end of its 95 % interval.</param>
/// <param name="Upper">The upper end of its 95 % interval.</param>
/// <param name="Deviation">The standard deviation of the true difference between conditions (τ).</param>
/// <param name="PredictionLower">
/// The lower end of the 95 % prediction interval for the true difference under a new condition; null with fewer than
/// three conditions.
/// </param>
/// <param name="PredictionUpper">The upper end of that interval.</param>
/// <remarks>
/// The variance between conditions by R. C. Paule and J. Mandel, J. Res. Nat. Bur. Stand. 87 (1982), 377–385; the
/// interval by J. Hartung and G. Knapp, Stat. Med. 20 (2001), 3875–3889; the prediction interval by J. P. T. Higgins,
/// S. G. Thompson and D. J. Spiegelhalter, J. R. Statist. Soc. A 172 (2009), 137–159, with Hartung and Knapp's
/// variance.
/// </remarks>
internal readonly record struct RandomEffects(
    double Mean, double Lower, double Upper, double Deviation, double? PredictionLower, double? PredictionUpper)
{
    /// <summary>Pools two or more differences.</summary>
    /// <param name="differences">The mean difference under each condition.</param>
    /// <param name="variances">The variance of each of these means, above 0.</param>
    public static RandomEffects Of(IReadOnlyList<double> differences, IReadOnlyList<double> variances)
    {
        int count = differences.Count;
        double between = PauleMandel(differences, variances);
        double[] weights = [.. variances.Select(v => 1 / (v + between))];
        double total = weights.Sum();
        double mean = WeightedMean(differences, weights);
        double variance = SquaredDeviations(differences, weights, mean) / (count - 1) / total;
        double half = StudentT.InvCDF(0, 1, count - 1, 0.975) * Math.Sqrt(variance);
        double? predictionHalf = count < 3
            ? null
            : StudentT.InvCDF(0, 1, count - 2, 0.975) * Math.Sqrt(between + variance);
        return new(mean, mean - half, mean + half, Math.Sqrt(between), mean - predictionHalf, mean + predictionHalf);
    }

    /// <summary>
    /// Returns the probabilities that the true difference under a new condition is above the margin, within it, and
    /// below it, by the distribution of the prediction interval; null with fewer than three conditions.
    /// </summary>
    /// <param name="count">The number of conditions.</param>
    /// <param name="margin">The largest difference that does not matter, 0 or more.</param>
    public (double Above, double Within, double Below)? Probabilities(int count, double margin)
    {
        if (PredictionUpper is not { } upper) return null;
        double scale = (upper - Mean) / StudentT.InvCDF(0, 1, count - 2, 0.975);
        if (scale <= 0) return Mean > margin ? (1, 0, 0) : Mean < -margin ? (0, 0, 1) : (0, 1, 0);
        double above = StudentT.CDF(0, 1, count - 2, (Mean - margin) / scale);
        double below = StudentT.CDF(0, 1, count - 2, (-margin - Mean) / scale);
        return (above, Math.Max(0, 1 - above - below), below);
    }

    /// <summary>
    /// Finds the variance between conditions for which the weighted sum of squared deviations equals its expectation,
    /// count − 1; returns 0 if the sum is smaller even without such a variance.
    /// </summary>
    private static double PauleMandel(IReadOnlyList<double> differences, IReadOnlyList<double> variances)
    {
        double low = 0, high = variances.Max();
        if (Excess(0) <= 0) return 0;
        while (Excess(high) > 0) high *= 2;
        // The excess decreases with the variance, so bisection finds its only zero.
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            double middle = (low + high) / 2;
            if (Excess(middle) > 0) low = middle;
            else high = middle;
        }
        return (low + high) / 2;

        double Excess(double between)
        {
            double[] weights = [.. variances.Select(v => 1 / (v + between))];
            return SquaredDeviations(differences, weights, WeightedMean(differences, weights))
                - (differences.Count - 1);
        }
    }

    private static double WeightedMean(IReadOnlyList<double> values, double[] weights) =>
        values.Zip(weights, (v, w) => v * w).Sum() / weights.Sum();

    private static double SquaredDeviations(IReadOnlyList<double> values, double[] weights, double mean) =>
        values.Zip(weights, (v, w) => w * (v - mean) * (v - mean)).Sum();
}
