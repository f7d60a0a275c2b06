namespace Swish.Activations.Operators;

/// <summary>Computes σ and functions of it in double, for the reference values of several activations.</summary>
internal static class LogisticReference
{
    /// <summary>Computes 1/(1 + e^−z), accurate in both tails.</summary>
    public static double Sigma(double z)
    {
        if (z >= 0) return 1 / (1 + Math.Exp(-z));
        double e = Math.Exp(z);
        return e / (1 + e);
    }

    /// <summary>Computes a·x·σ(βx) and its derivatives; at ±∞ the limits.</summary>
    public static ActivationValue Gated(double x, double scale, double beta)
    {
        if (double.IsNaN(x)) return PiecewiseLinear.NotANumber;
        double z = beta == 0 ? 0 : beta * x; // 0·∞ would be NaN
        double sigma = Sigma(z);
        double slope = sigma * Sigma(-z);
        if (double.IsInfinity(x) && beta != 0)
            return z > 0 ? new(scale * x, scale, 0) : new(scale * Math.CopySign(0.0, x), 0, 0);
        return new(
            scale * (x * sigma),
            scale * (sigma + (z * slope)),
            scale * beta * slope * (2 + (z * (Sigma(-z) - sigma))));
    }

    /// <summary>Computes the derivative of x·σ(βx) by β, x²σ(1 − σ); at ±∞ the limit.</summary>
    public static double ByBeta(double x, double beta)
    {
        double z = beta == 0 ? 0 : beta * x;
        return double.IsInfinity(x) && beta != 0 ? 0 : x * (x * (Sigma(z) * Sigma(-z)));
    }
}
