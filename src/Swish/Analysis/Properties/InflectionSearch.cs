namespace Swish.Analysis.Properties;

/// <summary>
/// Finds where a function turns from convex to concave or back, smoothly or at a kink: where its slope has an extremum.
/// </summary>
internal static class InflectionSearch
{
    // A curvature that is this small beside the largest is rounding.
    private const double SmallestShare = 1e-12;
    private const double SmallestKink = 1e-7;

    /// <summary>The inflections, ascending.</summary>
    /// <param name="curve">The function.</param>
    public static IReadOnlyList<double> Find(SampledCurve curve)
    {
        List<double> inflections = [];
        Bend? before = null;
        foreach (Bend bend in Bends(curve))
        {
            if (before is { } previous && previous.Sign != bend.Sign) inflections.Add(Between(curve, previous, bend));
            before = bend;
        }
        return inflections;
    }

    /// <summary>
    /// The function is convex (sign 1) or concave (−1) at a point of a piece, or at the kink after it.
    /// </summary>
    private readonly record struct Bend(double X, int Sign, int Piece, bool IsKink);

    private static IEnumerable<Bend> Bends(SampledCurve curve)
    {
        double largest = curve.Pieces.SelectMany(p => p.Values).Select(v => Math.Abs(v.SecondDerivative))
            .Where(double.IsFinite).DefaultIfEmpty().Max();
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
            double jump = curve.Breaks[p].SlopeJump;
            if (Math.Abs(jump) > SmallestKink) yield return new(curve.Breaks[p].X, Math.Sign(jump), p, IsKink: true);
        }
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
