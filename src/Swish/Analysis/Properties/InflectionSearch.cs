namespace Swish.Analysis.Properties;

/// <summary>
/// Finds where a function turns from convex to concave or back, smoothly or at a kink: where its slope has an extremum.
/// </summary>
internal static class InflectionSearch
{
    // A curvature that is this small compared with the largest is rounding.
    private const double SmallestShare = 1e-12;
    private const double SmallestKink = 1e-7;

    // The curve near a pole is not what curvatures are compared with.
    private const double PoleWidth = 1e-3;

    // Inflections that are nearer to each other than so many samples follow each other beyond what is sampled.
    private const double LeastSamples = 8;

    /// <summary>Returns the inflections, ascending, as far from 0 as the samples resolve them.</summary>
    /// <param name="curve">The function.</param>
    /// <param name="complete">Whether these are all; not so for a function that goes on to oscillate.</param>
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
        // On both sides of a cusp it turns at the same point.
        return [.. inflections.Where(x => Math.Abs(x) < resolved).Distinct()];
    }

    /// <summary>
    /// The function is convex (sign 1) or concave (−1) at a point of a piece, or at the kink after it; at a pole it is
    /// neither (0).
    /// </summary>
    private readonly record struct Bend(double X, int Sign, int Piece, bool IsKink);

    private static IEnumerable<Bend> Bends(SampledCurve curve)
    {
        double largest = Largest(curve);
        for (int p = 0; p < curve.Pieces.Count; p++)
        {
            SmoothInterval piece = curve.Pieces[p];
            for (int i = 0; i < piece.X.Length; i++)
            {
                double curvature = piece.Values[i].SecondDerivative;
                if (Math.Abs(curvature) > SmallestShare * largest)
                    yield return new(piece.X[i], Math.Sign(curvature), p, IsKink: false);
            }
            if (p == curve.Breaks.Count) yield break;
            Discontinuity at = curve.Breaks[p];
            if (!double.IsFinite(at.ValueJump)) yield return new(at.X, 0, p, IsKink: true);
            else if (Math.Abs(at.SlopeJump) > SmallestKink)
                yield return new(at.X, Math.Sign(at.SlopeJump), p, IsKink: true);
        }
    }

    private static double Largest(SampledCurve curve)
    {
        double[] poles = [.. curve.Breaks.Where(b => b.IsSingular).Select(b => b.X)];
        double largest = 0;
        foreach (SmoothInterval piece in curve.Pieces)
            for (int i = 0; i < piece.X.Length; i++)
            {
                double x = piece.X[i], curvature = Math.Abs(piece.Values[i].SecondDerivative);
                if (!(curvature > largest) || double.IsInfinity(curvature)) continue;
                if (!Array.Exists(poles, p => Math.Abs(p - x) < PoleWidth * Math.Max(1, Math.Abs(p))))
                    largest = curvature;
            }
        return largest;
    }

    private static double Resolved(List<double> inflections)
    {
        double resolved = double.PositiveInfinity;
        for (int i = 2; i < inflections.Count; i++)
        {
            double near = Math.Min(Math.Abs(inflections[i - 2]), Math.Abs(inflections[i]));
            // Three in a row, so that two kinks of a narrow step are no oscillation.
            if (inflections[i] - inflections[i - 2] < 2 * LeastSamples * SampledCurve.SpacingAt(near))
                resolved = Math.Min(resolved, near);
        }
        return resolved;
    }

    private static double Between(SampledCurve curve, Bend left, Bend right) => (left.IsKink, right.IsKink) switch
    {
        // Straight between two kinks: every point of the stretch turns as well as any other.
        (true, true) => left.X + (right.X - left.X) / 2,
        (true, false) => left.X,
        (false, true) => right.X,
        _ when left.Piece != right.Piece => curve.Breaks[left.Piece].X,
        _ => Extremum.Root(x => curve.Function(x).SecondDerivative, left.X, right.X),
    };
}
