using MathNet.Numerics.Integration;

namespace Swish.Analysis.Properties;

/// <summary>
/// Represents moments of f(z) for z ~ N(0, 1), computed by adaptive Gauss-Kronrod quadrature between the function's
/// discontinuities; ∞ if the integral diverges, NaN if it does not exist or f is not known everywhere.
/// </summary>
/// <param name="Mean">E f(z).</param>
/// <param name="SecondMoment">E f(z)².</param>
/// <param name="Variance">E f(z)² − (E f(z))².</param>
internal readonly record struct NormalMoments(double Mean, double SecondMoment, double Variance)
{
    // Beyond 26 the density is below 1e-147, so functions that grow slower than exp(x²/4) do not contribute there.
    private static readonly double[] Cuts =
        [-26, -13, -8, -5, -3, -2, -1, -0.1, -0.01, 0, 0.01, 0.1, 1, 2, 3, 5, 8, 13, 26];

    // Beyond 9 the density is below 1e-18.
    private const double RequiredRange = 9;

    // An integrand below this fraction of the integral at the end of the range is negligible beyond it.
    private const double Negligible = 1e-12;

    // The maximum number of evaluations. A function that needs more oscillates too fast, and its moments are NaN.
    private const int MaxEvaluations = 400_000;

    private static readonly double InverseRootTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>Computes the moments of a function.</summary>
    /// <param name="curve">The function.</param>
    public static NormalMoments Of(SampledCurve curve)
    {
        if (curve.End < RequiredRange) return new(double.NaN, double.NaN, double.NaN);
        double end = Math.Min(curve.End, Cuts[^1]);
        double[] bounds = [.. Cuts.Concat(curve.Breaks.SelectMany(Around)).Where(x => Math.Abs(x) <= end)
            .Distinct().Order()];
        double order = curve.Breaks.Where(b => Math.Abs(b.X) <= end).Select(b => b.Order).DefaultIfEmpty().Max();
        double second = Expectation(bounds, x => Square(curve.Function(x).Value), 2 * order);
        double mean = Expectation(bounds, x => curve.Function(x).Value, order);
        // A divergent integral whose integrand has both signs does not exist.
        if (double.IsInfinity(mean)) mean = OneSided(curve, end);
        if (!double.IsFinite(mean)) return new(mean, second, double.NaN);
        // The halves of an odd function cancel except for rounding.
        if (double.IsFinite(second) && Math.Abs(mean) < 1e-15 * Math.Sqrt(second)) mean = 0;
        // The variance is integrated around the mean, since the difference of the moments would cancel.
        return new(mean, second, Expectation(bounds, x => Square(curve.Function(x).Value - mean), 2 * order));
    }

    private static IEnumerable<double> Around(Discontinuity b) =>
        b.IsSingular ? [b.X - b.Margin, b.X, b.X + b.Margin] : [b.X];

    // Returns ∞ with the common sign of all values, or NaN if the signs differ.
    private static double OneSided(SampledCurve curve, double end)
    {
        double[] values = [.. curve.Intervals
            .SelectMany(p => p.X.Zip(p.Values, (x, v) => (X: x, v.Value))).Where(p => Math.Abs(p.X) <= end)
            .Select(p => p.Value)];
        return Array.TrueForAll(values, v => v >= 0) ? double.PositiveInfinity
            : Array.TrueForAll(values, v => v <= 0) ? double.NegativeInfinity
            : double.NaN;
    }

    private static double Square(double x) => x * x;

    // The order is that of the integrand's highest pole; the integral diverges from order 1 on.
    private static double Expectation(double[] bounds, Func<double, double> function, double order)
    {
        const double Diverging = 0.98;
        if (order >= Diverging) return double.PositiveInfinity;
        int left = MaxEvaluations;
        double sum = 0, magnitude = 0;
        for (int i = 1; i < bounds.Length; i++)
        {
            double part = GaussKronrodRule.Integrate(
                x => left-- > 0 ? function(x) * Density(x) : double.NaN, bounds[i - 1], bounds[i],
                out _, out double size, 1e-13, maximumDepth: 12, order: 31);
            sum += part;
            magnitude += size;
        }

        double first = Math.Abs(function(bounds[0])) * Density(bounds[0]);
        double last = Math.Abs(function(bounds[^1])) * Density(bounds[^1]);
        bool diverges = Math.Max(first, last) > Negligible * magnitude;
        return diverges && !double.IsNaN(sum) ? double.CopySign(double.PositiveInfinity, sum) : sum;
    }

    private static double Density(double x) => InverseRootTwoPi * Math.Exp(-x * x / 2);
}
