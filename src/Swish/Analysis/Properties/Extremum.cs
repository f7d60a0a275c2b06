using MathNet.Numerics.RootFinding;
using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>Represents the minimum or maximum of a function or of its slope, with its location.</summary>
/// <param name="Value">The value, or the infimum or supremum if the value is only approached.</param>
/// <param name="At">The point nearest to 0 at which the value is reached; ±∞ if it is only approached.</param>
internal readonly record struct Extremum(double Value, double At)
{
    private const double Accuracy = 1e-12;

    /// <summary>Finds the minimum of f.</summary>
    public static Extremum MinimumOf(SampledCurve curve) => Least(curve, v => v.Value, v => v.FirstDerivative);

    /// <summary>Finds the maximum of f.</summary>
    public static Extremum MaximumOf(SampledCurve curve) =>
        Negated(Least(curve, v => -v.Value, v => -v.FirstDerivative));

    /// <summary>Finds the minimum of the slope.</summary>
    public static Extremum SlopeMinimumOf(SampledCurve curve) =>
        Least(curve, v => v.FirstDerivative, v => v.SecondDerivative);

    /// <summary>Finds the maximum of the slope.</summary>
    public static Extremum SlopeMaximumOf(SampledCurve curve) =>
        Negated(Least(curve, v => -v.FirstDerivative, v => -v.SecondDerivative));

    private static Extremum Negated(Extremum least) => new(0 - least.Value, least.At);

    private static Extremum Least(
        SampledCurve curve, Func<ActivationValue, double> value, Func<ActivationValue, double> slope)
    {
        Extremum best = new(double.PositiveInfinity, double.NaN);
        bool bestIsBreak = false;
        foreach (SmoothInterval interval in curve.Intervals)
            for (int i = 0; i < interval.X.Length; i++)
            {
                Extremum here = Refined(curve, interval, i, value, slope);
                bool isBetter = here.Value < best.Value
                    || (here.Value == best.Value && !(Math.Abs(here.At) >= Math.Abs(best.At)));
                if (!isBetter) continue;
                best = here;
                bestIsBreak = (i == 0 && interval.EndsLeft) || (i == interval.X.Length - 1 && interval.EndsRight);
            }
        if (TailExtremum.Of(curve, value, best.Value) is not { } limit)
            return double.IsNaN(best.At) ? new(double.NaN, double.NaN) : best;
        if (double.IsNaN(limit.Value)) return limit;
        // An unbounded function overflows before it reaches its limit.
        if (double.IsInfinity(best.Value) && limit.Value == best.Value) return bestIsBreak ? best : limit;
        double tolerance = Accuracy * Math.Max(1, Math.Abs(best.Value));
        if (!(limit.Value <= best.Value + tolerance)) return best;
        // The value counts as reached if the flat part begins at a kink or contains 0. Otherwise the curve only looks
        // flat because of rounding, and the value is approached.
        return best.Value <= limit.Value && (bestIsBreak || best.At == 0) ? best : limit;
    }

    // If the slope changes its sign between two samples, the extremum is at the root.
    private static Extremum Refined(
        SampledCurve curve, SmoothInterval interval, int index,
        Func<ActivationValue, double> value, Func<ActivationValue, double> slope)
    {
        Extremum sample = new(value(interval.Values[index]), interval.Position[index]);
        if (index + 1 == interval.X.Length) return sample;
        double before = slope(interval.Values[index]), after = slope(interval.Values[index + 1]);
        if (!(before < 0) || !(after > 0) || double.IsInfinity(before) || double.IsInfinity(after)) return sample;
        double root = Root(x => slope(curve.Function(x)), interval.X[index], interval.X[index + 1]);
        Extremum refined = new(value(curve.Function(root)), root);
        return refined.Value <= sample.Value ? refined : sample;
    }

    /// <summary>Finds a root between two points at which a function has different signs.</summary>
    /// <param name="function">The function.</param>
    /// <param name="low">The one point.</param>
    /// <param name="high">The other point.</param>
    /// <returns>The root; the middle where there is none, or a value between the points is NaN.</returns>
    public static double Root(Func<double, double> function, double low, double high)
    {
        try
        {
            if (Brent.TryFindRoot(function, low, high, 1e-15, 200, out double root)) return root;
        }
        catch (ArithmeticException)
        {
            // NaN has no sign.
        }
        return low + ((high - low) / 2);
    }
}
