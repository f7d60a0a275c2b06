namespace Swish.Expressions.Simplification;

/// <summary>
/// The limit of a function at ±∞ where plain arithmetic gives NaN there (∞·0 in x·σ(x), ∞/∞ in x/(1 + |x|)), judged by
/// its values at two large arguments.
/// </summary>
internal static class LimitAtInfinity
{
    /// <summary>The smaller of the large arguments.</summary>
    public const double Near = 1e30;

    /// <summary>The larger one; still a float.</summary>
    public const double Far = 1e38;

    /// <summary>The limit, or NaN where there is none.</summary>
    /// <param name="atInfinity">What plain arithmetic gives at ±∞.</param>
    /// <param name="near">The value at ±<see cref="Near"/>.</param>
    /// <param name="far">The value at ±<see cref="Far"/>.</param>
    public static double Of(double atInfinity, double near, double far)
    {
        if (!double.IsNaN(atInfinity)) return atInfinity;

        double a = Math.Abs(near), b = Math.Abs(far);
        if (double.IsInfinity(far) || (b > 1e20 && b > 1000 * a)) return double.CopySign(double.PositiveInfinity, far);
        if (a < 1e-20 && b < 1e-20) return double.CopySign(0, far);
        return Math.Abs(far - near) <= 1e-6 * b ? far : double.NaN;
    }
}
