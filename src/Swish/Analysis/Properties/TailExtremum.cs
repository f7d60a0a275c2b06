using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>What the least value of a function is beyond its samples: its limits at ±∞.</summary>
internal static class TailExtremum
{
    private const int Decades = 9;
    private const int SamplesADecade = 97;
    private const double Accuracy = 1e-6;

    /// <summary>
    /// Returns the lower of the two limits, if the function has one or falls below what the samples have.
    /// </summary>
    /// <param name="curve">The function.</param>
    /// <param name="value">The function or its slope, negated for the greatest value.</param>
    /// <param name="best">The least value within the samples.</param>
    /// <returns>
    /// The limit; NaN where the function falls below <paramref name="best"/> beyond its samples, to no known limit;
    /// null where it does not, or is not defined there.
    /// </returns>
    public static Extremum? Of(SampledCurve curve, Func<ActivationValue, double> value, double best)
    {
        Extremum? left = Of(curve, value, best, double.NegativeInfinity);
        Extremum? right = Of(curve, value, best, double.PositiveInfinity);
        if (left is not { } l || right is not { } r) return left ?? right;
        if (double.IsNaN(l.Value) || double.IsNaN(r.Value)) return double.IsNaN(l.Value) ? l : r;
        return r.Value < l.Value ? r : l;
    }

    private static Extremum? Of(
        SampledCurve curve, Func<ActivationValue, double> value, double best, double infinity)
    {
        double limit = value(curve.Function(infinity));
        if (!double.IsNaN(limit)) return new(limit, infinity);

        // A function that does not know its limit: does it go on falling, from one power of ten to the next?
        double[] least = new double[Decades];
        for (int i = 0; i < Decades; i++)
        {
            least[i] = Enumerable.Range(0, SamplesADecade)
                .Select(j => double.CopySign(
                    SampledCurve.HalfRange * Math.Pow(10, i + (double)j / SamplesADecade), infinity))
                .Select(x => value(curve.Function(x))).Where(v => !double.IsNaN(v))
                .DefaultIfEmpty(double.PositiveInfinity).Min();
        }

        double last = least[^1];
        if (!(last < best - Accuracy * Math.Max(1, Math.Abs(best)))) return null;
        if (Math.Abs(last - least[^2]) <= Accuracy * Math.Max(1, Math.Abs(last))) return new(last, infinity);
        for (int i = 1; i < Decades; i++)
            if (!(least[i] < least[i - 1])) return new(double.NaN, double.NaN);
        return new(double.NegativeInfinity, infinity);
    }
}
