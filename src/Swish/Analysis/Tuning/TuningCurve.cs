namespace Swish.Analysis.Tuning;

/// <summary>
/// Computes the tuning curve of random search: the median of the best value after k settings, with a band that covers the
/// true curve at all k with 95 % confidence, whatever the distribution of the values is. (N. Lourie, K. Cho and H. He,
/// Show your work with confidence, 2023.)
/// </summary>
internal static class TuningCurve
{
    /// <summary>The confidence of the band.</summary>
    public const double Confidence = 0.95;

    /// <summary>Computes the curve.</summary>
    /// <param name="values">The values of settings that were drawn independently; higher is better.</param>
    /// <param name="minimum">A bound that no value is below; −∞ for none.</param>
    /// <param name="maximum">A bound that no value is above; +∞ for none.</param>
    /// <returns>For k from 1 to the number of values, the median of the best, and the ends of the band.</returns>
    public static IReadOnlyList<(double Median, double Lower, double Upper)> Of(
        IReadOnlyList<double> values, double minimum, double maximum) =>
        values.Count == 0 ? [] : Of(values, minimum, maximum, new OrderStatisticBand(values.Count, Confidence));

    /// <summary>Computes the curve with a band of the distribution function that is known already.</summary>
    internal static IReadOnlyList<(double Median, double Lower, double Upper)> Of(
        IReadOnlyList<double> values, double minimum, double maximum, OrderStatisticBand band)
    {
        double[] sorted = [.. values.Order()];
        int n = sorted.Length;
        return
        [
            .. Enumerable.Range(1, n).Select(k =>
            {
                // The best of k is below y with probability F(y)^k.
                double level = Math.Pow(0.5, 1.0 / k);
                return (
                    Quantile(i => (i + 1.0) / n),
                    // Before the first value, F may already be as high as its bound there.
                    band.Upper[0] >= level ? minimum : Quantile(i => i + 1 < n ? band.Upper[i + 1] : 1),
                    Quantile(i => band.Lower[i]));

                double Quantile(Func<int, double> distribution)
                {
                    for (int i = 0; i < n; i++)
                        if (distribution(i) >= level) return sorted[i];
                    return maximum;
                }
            }),
        ];
    }
}
