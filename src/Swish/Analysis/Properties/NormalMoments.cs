using MathNet.Numerics.Integration;

namespace Swish.Analysis.Properties;

/// <summary>Moments of f(z), z ~ N(0, 1), by adaptive Gauss-Kronrod quadrature between the function's jumps.</summary>
/// <param name="Mean">E f(z).</param>
/// <param name="SecondMoment">E f(z)².</param>
/// <param name="Variance">E f(z)² − (E f(z))².</param>
internal readonly record struct NormalMoments(double Mean, double SecondMoment, double Variance)
{
    // Beyond 26 the density is below 1e-147: nothing that grows slower than exp(x²/4) counts there.
    private static readonly double[] Cuts =
        [-26, -13, -8, -5, -3, -2, -1, -0.1, -0.01, 0, 0.01, 0.1, 1, 2, 3, 5, 8, 13, 26];

    private static readonly double InverseRootTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>The moments of a function.</summary>
    /// <param name="curve">The function.</param>
    public static NormalMoments Of(SampledCurve curve)
    {
        double[] bounds = [.. Cuts.Concat(curve.Breaks.Select(b => b.X)).Where(x => Math.Abs(x) <= Cuts[^1])
            .Distinct().Order()];
        double mean = Expectation(bounds, x => curve.Function(x).Value);
        double second = Expectation(bounds, x => Square(curve.Function(x).Value));
        // An odd function's halves cancel but for rounding.
        if (Math.Abs(mean) < 1e-15 * Math.Sqrt(second)) mean = 0;
        // Around the mean, not as a difference of moments, which would cancel.
        return new(mean, second, Expectation(bounds, x => Square(curve.Function(x).Value - mean)));
    }

    private static double Square(double x) => x * x;

    private static double Expectation(double[] bounds, Func<double, double> function)
    {
        double sum = 0;
        for (int i = 1; i < bounds.Length; i++)
            sum += GaussKronrodRule.Integrate(
                x => function(x) * Density(x), bounds[i - 1], bounds[i], out _, out _, 1e-13, maximumDepth: 12,
                order: 31);
        return sum;
    }

    private static double Density(double x) => InverseRootTwoPi * Math.Exp(-x * x / 2);
}
