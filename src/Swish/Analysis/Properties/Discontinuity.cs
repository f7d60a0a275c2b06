using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Represents a point at which a function or one of its first two derivatives jumps or grows without bound, or at which
/// its domain ends.
/// </summary>
/// <param name="X">The point.</param>
/// <param name="Margin">
/// The distance from the point at which the smooth intervals begin: a few units in the last place, or more if it is
/// singular.
/// </param>
/// <param name="Left">The limits from the left: ±∞ if the function grows without bound, NaN outside the domain.</param>
/// <param name="Right">The limits from the right.</param>
internal sealed record Discontinuity(double X, double Margin, ActivationValue Left, ActivationValue Right)
{
    // The factor by which the distance from the point decreases from one sample to the next.
    private const double Approach = 4;
    private const int MaxSamples = 48;

    /// <summary>
    /// Gets a value indicating whether the function or a derivative grows without bound at the point, or the domain
    /// ends there.
    /// </summary>
    public bool IsSingular { get; private init; }

    /// <summary>
    /// Gets the sample points within <see cref="Margin"/>, in ascending order; empty unless the point is singular.
    /// </summary>
    public IReadOnlyList<double> Samples { get; private init; } = [];

    /// <summary>
    /// Gets the order of the pole: the function grows about as |x − X|^−Order; 0 if it is bounded or grows slower than
    /// any power.
    /// </summary>
    public double Order { get; private init; }

    /// <summary>Gets the jump of the function, from left to right.</summary>
    public double ValueJump => Right.Value - Left.Value;

    /// <summary>Gets the jump of the first derivative, from left to right.</summary>
    public double SlopeJump => Right.FirstDerivative - Left.FirstDerivative;

    /// <summary>Creates a singular point from the function's values near it.</summary>
    /// <param name="function">The function, with its derivatives.</param>
    /// <param name="x">The point.</param>
    /// <param name="width">The distance from the point at which sampling begins.</param>
    public static Discontinuity Singular(Func<double, ActivationValue> function, double x, double width)
    {
        // At smaller distances, the rounding of x distorts the distance.
        double nearest = 4096 * (Math.BitIncrement(Math.Abs(x)) - Math.Abs(x));
        List<double> distances = [];
        for (double d = width; d >= nearest && distances.Count < MaxSamples; d /= Approach) distances.Add(d);
        Side left = new([.. distances.Select(d => function(x - d))]);
        Side right = new([.. distances.Select(d => function(x + d))]);
        double at = function(x).Value;
        return new(x, width, left.Limit(at), right.Limit(at))
        {
            IsSingular = true,
            Order = Math.Max(left.Order, right.Order),
            Samples = [.. distances.Skip(1).SelectMany(d => new[] { x - d, x + d }).Order()],
        };
    }

    // The function's values on one side, approaching the point.
    private sealed class Side(IReadOnlyList<ActivationValue> values)
    {
        // A function is unbounded if each step adds at least this share of the step before. The bounded power x^0.1 has
        // a share of 0.87.
        private const double Unbounded = 0.93;
        private const int Ratios = 4;

        public double Order
        {
            get
            {
                if (!double.IsInfinity(LimitOf(v => v.Value))) return 0;
                double last = Math.Abs(values[^1].Value), before = Math.Abs(values[^2].Value);
                double order = Math.Log(last / before) / Math.Log(Approach);
                // A logarithm grows too, but slower than any power.
                return double.IsNaN(order) || order < 0.02 ? 0 : order;
            }
        }

        // If the function is continuous at the point, its value there is the best limit.
        public ActivationValue Limit(double at)
        {
            double value = LimitOf(v => v.Value);
            double step = Math.Abs(values[^1].Value - values[^2].Value);
            if (double.IsFinite(value) && Math.Abs(at - value) <= 8 * step) value = at;
            return new(value, LimitOf(v => v.FirstDerivative), LimitOf(v => v.SecondDerivative));
        }

        // Toward a pole or a logarithmic singularity, the steps change by the same factor each time. Those of a bounded
        // transition as narrow as the resolution of doubles do not.
        private double LimitOf(Func<ActivationValue, double> part)
        {
            double last = part(values[^1]);
            if (!double.IsFinite(last) || values.Count < Ratios + 2) return last;
            double step = 0, least = double.PositiveInfinity, greatest = 0;
            for (int i = values.Count - 1 - Ratios; i < values.Count; i++)
            {
                double before = step;
                step = part(values[i]) - part(values[i - 1]);
                if (i == values.Count - 1 - Ratios) continue;
                least = Math.Min(least, step / before);
                greatest = Math.Max(greatest, step / before);
            }

            bool grows = least >= Unbounded && greatest <= 1.5 * least
                && Math.Abs(step) > 1e-9 * Math.Max(1, Math.Abs(last));
            return grows ? double.CopySign(double.PositiveInfinity, step) : last;
        }
    }
}
