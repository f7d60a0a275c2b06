using MathNet.Numerics;

namespace Swish.Expressions;

/// <summary>
/// Computes the functions of expressions in double with the math library of the platform, whose last bits may differ
/// between machines. Only the reference uses it.
/// </summary>
internal static class ReferenceFunctions
{
    /// <summary>Computes a function of one operand.</summary>
    public static double Apply(Operation operation, double u) => operation switch
    {
        Operation.Abs => Math.Abs(u),
        Operation.Exp => Math.Exp(u),
        Operation.Log => Math.Log(u),
        Operation.Log1p => Log1p(u),
        Operation.Expm1 => Expm1(u),
        Operation.Sqrt => Math.Sqrt(u),
        Operation.Sin => Math.Sin(u),
        Operation.Cos => Math.Cos(u),
        Operation.Tan => Math.Tan(u),
        Operation.Asinh => Math.Asinh(u),
        Operation.Atan => Math.Atan(u),
        Operation.Sinh => Math.Sinh(u),
        Operation.Cosh => Math.Cosh(u),
        Operation.Tanh => Math.Tanh(u),
        Operation.Erf => SpecialFunctions.Erf(u),
        Operation.Erfc => SpecialFunctions.Erfc(u),
        Operation.Sigmoid => u >= 0 ? 1 / (1 + Math.Exp(-u)) : Math.Exp(u) / (1 + Math.Exp(u)),
        Operation.Softplus => Max(u, 0) + Log1p(Math.Exp(-Math.Abs(u))),
        Operation.Relu => Max(u, 0),
        Operation.Sinc => u == 0 ? 1 : Math.Sin(u) / u,
        Operation.SincSlope => SincSlope(u),
        Operation.SincCurvature => SincCurvature(u),
        Operation.Negate => -u,
        _ => throw new InvalidOperationException($"{operation} is not a function of one operand."),
    };

    /// <summary>Computes b to the power n. For n = ±½ it uses the square root, which is correctly rounded.</summary>
    public static double Power(double b, double n) =>
        n == 0.5 ? Math.Sqrt(b) : n == -0.5 ? 1 / Math.Sqrt(b) : Math.Pow(b, n);

    /// <summary>Returns the larger of two numbers; NaN if either is NaN.</summary>
    public static double Max(double a, double b) => double.IsNaN(b) || a < b ? b : a;

    /// <summary>Returns the smaller of two numbers; NaN if either is NaN.</summary>
    public static double Min(double a, double b) => double.IsNaN(b) || b < a ? b : a;

    // Kahan's method: the rounding error of 1 + u cancels in the quotient.
    private static double Log1p(double u)
    {
        double w = 1 + u;
        if (w == 1 || double.IsPositiveInfinity(u)) return u;
        return w <= 0 ? Math.Log(w) : Math.Log(w) * (u / (w - 1));
    }

    private static double Expm1(double u) =>
        Math.Abs(u) < 1 ? 2 * Math.Exp(u / 2) * Math.Sinh(u / 2) : Math.Exp(u) - 1;

    private static double SincSlope(double u)
    {
        if (Math.Abs(u) >= 1) return (Math.Cos(u) - (Math.Sin(u) / u)) / u;

        double sum = 0, term = u;
        for (int k = 1; k <= 10; k++)
        {
            term = k == 1 ? -u / 6 : term * -u * u / (2 * k * ((2 * k) + 1));
            sum += 2 * k * term;
        }

        return sum;
    }

    private static double SincCurvature(double u)
    {
        if (Math.Abs(u) >= 1) return -(Math.Sin(u) / u) - (2 * SincSlope(u) / u);

        double sum = 0, term = 1;
        for (int k = 1; k <= 10; k++)
        {
            term = k == 1 ? -1.0 / 6 : term * -u * u / (2 * k * ((2 * k) + 1));
            sum += 2 * k * ((2 * k) - 1) * term;
        }

        return sum;
    }
}
