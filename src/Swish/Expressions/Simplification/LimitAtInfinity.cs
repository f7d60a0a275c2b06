namespace Swish.Expressions.Simplification;

/// <summary>
/// Estimates the limit of a function at ±∞ from its values at two large arguments, for functions that evaluate to NaN
/// at ±∞ itself (∞·0 in x·σ(x), ∞/∞ in x/(1 + |x|)).
/// </summary>
internal static class LimitAtInfinity
{
    /// <summary>The smaller of the large arguments.</summary>
    public const double Near = 1e30;

    /// <summary>The larger of the large arguments; it is still finite as a float.</summary>
    public const double Far = 1e38;

    /// <summary>Estimates a limit.</summary>
    /// <param name="atInfinity">The value of the function evaluated at ±∞.</param>
    /// <param name="near">The value at ±<see cref="Near"/>.</param>
    /// <param name="far">The value at ±<see cref="Far"/>.</param>
    /// <returns><paramref name="atInfinity"/> if it is not NaN, otherwise the estimated limit, or NaN if the function
    /// does not seem to have one.</returns>
    public static double Compute(double atInfinity, double near, double far)
    {
        if (!double.IsNaN(atInfinity)) return atInfinity;

        double a = Math.Abs(near), b = Math.Abs(far);
        if (double.IsInfinity(far) || (b > 1e20 && b > 1000 * a)) return double.CopySign(double.PositiveInfinity, far);
        if (a < 1e-20 && b < 1e-20) return double.CopySign(0, far);
        return Math.Abs(far - near) <= 1e-6 * b ? far : double.NaN;
    }
}
