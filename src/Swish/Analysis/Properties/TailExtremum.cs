using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>Finds the infimum of a function beyond its samples: its limits at ±∞.</summary>
internal static class TailExtremum
{
    private const int Decades = 9;
    private const int SamplesADecade = 97;
    private const double Accuracy = 1e-6;

    /// <summary>Returns the lower of the two limits, if the function has limits or falls below the samples.</summary>
    /// <param name="curve">The function.</param>
    /// <param name="value">The function or its slope, negated to find the supremum.</param>
    /// <param name="best">The smallest value of the samples.</param>
    /// <returns>
    /// The limit; NaN if the function falls below <paramref name="best"/> without a known limit; null if it does not
    /// fall below it, or is not defined there.
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

        // If the function has no value at infinity, check whether it keeps falling from one power of ten to the next.
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
