using MathNet.Numerics.Distributions;

namespace Swish.Analysis.Tuning;

/// <summary>
/// Computes the exact band of a distribution function from a sample: with the given confidence, whatever the continuous
/// distribution is, F at the i-th smallest of n values is between <see cref="Lower"/> and <see cref="Upper"/>, for all i
/// together. Each F(y₍ᵢ₎) has a Beta(i, n + 1 − i) distribution, and the bounds are its quantiles at one level for all i,
/// chosen so that the band covers exactly (E. Learned-Miller and J. DeStefano, A probabilistic upper bound on differential
/// entropy, 2008; N. Lourie, K. Cho and H. He, Show your work with confidence, 2023).
/// </summary>
internal sealed class OrderStatisticBand
{
    private const int Bisections = 40;

    /// <summary>Computes the band.</summary>
    /// <param name="count">The number n of values, 1 or more. The time grows with its third power.</param>
    /// <param name="confidence">The confidence, above 0 and below 1.</param>
    public OrderStatisticBand(int count, double confidence)
    {
        // The level of each bound lies between the simultaneous one and that of Bonferroni.
        double low = (1 - confidence) / count, high = 1 - confidence;
        for (int i = 0; i < Bisections; i++)
        {
            double middle = (low + high) / 2;
            (double[] lower, double[] upper) = Quantiles(count, middle);
            if (Coverage(lower, upper) >= confidence) low = middle;
            else high = middle;
        }
        (Lower, Upper) = Quantiles(count, low);
    }

    /// <summary>Gets the lower bound of F at each order statistic.</summary>
    public IReadOnlyList<double> Lower { get; }

    /// <summary>Gets the upper bound of F at each order statistic.</summary>
    public IReadOnlyList<double> Upper { get; }

    /// <summary>
    /// Returns the probability that all order statistics of a uniform sample are within bounds, by following the number of
    /// values below t from bound to bound as a Poisson process that is conditioned on its final number (E. Khmaladze and
    /// E. Shinjikashvili, Calculation of noncrossing probabilities for Poisson processes and its corollaries, 2001).
    /// </summary>
    /// <param name="lower">The lower bounds, ascending, from 0 to 1.</param>
    /// <param name="upper">The upper bounds, ascending, each not below its lower bound.</param>
    /// <returns>The probability.</returns>
    internal static double Coverage(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        int n = lower.Count;
        // At a lower bound, fewer than i values are below; at an upper bound, at least i are.
        (double Time, int Least, int Most)[] bounds =
        [
            .. lower.Select((t, i) => (t, 0, i)).Concat(upper.Select((t, i) => (t, i + 1, n))).OrderBy(b => b.Item1),
        ];
        double[] probabilities = new double[n + 1], steps = new double[n + 1];
        probabilities[0] = 1;
        double time = 0;
        foreach ((double next, int least, int most) in bounds.Append((1, n, n)))
        {
            if (next > time) Advance(probabilities, steps, n * (next - time));
            time = next;
            for (int i = 0; i <= n; i++)
                if (i < least || i > most) probabilities[i] = 0;
        }
        return probabilities[n] / Poisson(n, n);
    }

    /// <summary>Adds a Poisson number to a count whose distribution is given, in place.</summary>
    private static void Advance(double[] probabilities, double[] steps, double mean)
    {
        for (int i = 0; i < steps.Length; i++) steps[i] = Poisson(i, mean);
        for (int to = steps.Length - 1; to >= 0; to--)
        {
            double sum = 0;
            for (int from = 0; from <= to; from++) sum += probabilities[from] * steps[to - from];
            probabilities[to] = sum;
        }
    }

    private static double Poisson(int count, double mean) =>
        Math.Exp((count * Math.Log(mean)) - mean - MathNet.Numerics.SpecialFunctions.FactorialLn(count));

    private static (double[] Lower, double[] Upper) Quantiles(int count, double level)
    {
        double[] lower = new double[count], upper = new double[count];
        for (int i = 1; i <= count; i++)
        {
            lower[i - 1] = Beta.InvCDF(i, count + 1 - i, level / 2);
            upper[i - 1] = Beta.InvCDF(i, count + 1 - i, 1 - (level / 2));
        }
        return (lower, upper);
    }
}
