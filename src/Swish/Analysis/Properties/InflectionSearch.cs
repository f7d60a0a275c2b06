namespace Swish.Analysis.Properties;

/// <summary>
/// Finds the inflections of a function, where it changes between convex and concave, including kinks: the extrema of
/// its slope.
/// </summary>
internal static class InflectionSearch
{
    // A curvature below this fraction of the largest one is rounding.
    private const double MinShare = 1e-12;
    private const double MinKink = 1e-7;

    // The curvature near a pole does not count as the largest one.
    private const double PoleWidth = 1e-3;

    // Inflections fewer than this many samples apart are an oscillation that the samples do not resolve.
    private const double LeastSamples = 8;

    /// <summary>Finds the inflections in ascending order, as far from 0 as the samples resolve them.</summary>
    /// <param name="curve">The function.</param>
    /// <param name="complete">Whether these are all inflections; false if the function oscillates without end.</param>
    public static IReadOnlyList<double> Find(SampledCurve curve, out bool complete)
    {
        List<double> inflections = [];
        Bend? before = null;
        foreach (Bend bend in Bends(curve))
        {
            if (bend.Sign == 0)
            {
                before = null;
                continue;
            }

            if (before is { } previous && previous.Sign != bend.Sign) inflections.Add(Between(curve, previous, bend));
            before = bend;
        }

        double resolved = Resolved(inflections);
        if (curve.End < SampledCurve.HalfRange) resolved = Math.Min(resolved, curve.End);
        complete = double.IsPositiveInfinity(resolved);
        // Both sides of a cusp have the same inflection.
        return [.. inflections.Where(x => Math.Abs(x) < resolved).Distinct()];
    }

    /// <summary>
    /// Represents the sign of the curvature at a point of a smooth interval, or at the kink after it: convex (1),
    /// concave (−1), or neither (0), at a pole.
    /// </summary>
    private readonly record struct Bend(double X, int Sign, int Interval, bool IsKink);

    private static IEnumerable<Bend> Bends(SampledCurve curve)
    {
        double maxCurvature = FindMaxCurvature(curve);
        for (int p = 0; p < curve.Intervals.Count; p++)
        {
            SmoothInterval interval = curve.Intervals[p];
            for (int i = 0; i < interval.X.Length; i++)
            {
                double curvature = interval.Values[i].SecondDerivative;
                if (Math.Abs(curvature) > MinShare * maxCurvature)
                    yield return new(interval.X[i], Math.Sign(curvature), p, IsKink: false);
            }
            if (p == curve.Breaks.Count) yield break;
            Discontinuity at = curve.Breaks[p];
            if (!double.IsFinite(at.ValueJump)) yield return new(at.X, 0, p, IsKink: true);
            else if (Math.Abs(at.SlopeJump) > MinKink)
                yield return new(at.X, Math.Sign(at.SlopeJump), p, IsKink: true);
        }
    }

    private static double FindMaxCurvature(SampledCurve curve)
    {
        double[] poles = [.. curve.Breaks.Where(b => b.IsSingular).Select(b => b.X)];
        double maxCurvature = 0;
        foreach (SmoothInterval interval in curve.Intervals)
            for (int i = 0; i < interval.X.Length; i++)
            {
                double x = interval.X[i], curvature = Math.Abs(interval.Values[i].SecondDerivative);
                if (!(curvature > maxCurvature) || double.IsInfinity(curvature)) continue;
                if (!Array.Exists(poles, p => Math.Abs(p - x) < PoleWidth * Math.Max(1, Math.Abs(p))))
                    maxCurvature = curvature;
            }
        return maxCurvature;
    }

    private static double Resolved(List<double> inflections)
    {
        double resolved = double.PositiveInfinity;
        for (int i = 2; i < inflections.Count; i++)
        {
            double near = Math.Min(Math.Abs(inflections[i - 2]), Math.Abs(inflections[i]));
            // Compares every third inflection, so that the two kinks of a narrow step do not count as an oscillation.
            if (inflections[i] - inflections[i - 2] < 2 * LeastSamples * SampledCurve.SpacingAt(near))
                resolved = Math.Min(resolved, near);
        }
        return resolved;
    }

    private static double Between(SampledCurve curve, Bend left, Bend right) => (left.IsKink, right.IsKink) switch
    {
        // The function is straight between the two kinks, so the middle is as good as any other point.
        (true, true) => left.X + (right.X - left.X) / 2,
        (true, false) => left.X,
        (false, true) => right.X,
        _ when left.Interval != right.Interval => curve.Breaks[left.Interval].X,
        _ => Extremum.Root(x => curve.Function(x).SecondDerivative, left.X, right.X),
    };
}
