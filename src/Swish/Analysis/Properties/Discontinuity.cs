using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// A point where a function, its slope or its curvature jumps or grows without bound, or where its domain ends.
/// </summary>
/// <param name="X">The point.</param>
/// <param name="Margin">How far from it the two sides begin: a few units in the last place, or more where it is
/// <see cref="IsSingular"/>.</param>
/// <param name="Left">The limit from the left: ±∞ where it grows without bound, NaN outside the domain.</param>
/// <param name="Right">The limit from the right.</param>
internal sealed record Discontinuity(double X, double Margin, ActivationValue Left, ActivationValue Right)
{
    // From one sample to the next the distance from the point is divided by this.
    private const double Approach = 4;
    private const int MostSamples = 48;

    /// <summary>
    /// Gets a value indicating whether the function or a derivative grows without bound here, or its domain ends.
    /// </summary>
    public bool IsSingular { get; private init; }

    /// <summary>Gets samples within <see cref="Margin"/>, ascending; none unless it is singular.</summary>
    public IReadOnlyList<double> Samples { get; private init; } = [];

    /// <summary>
    /// Gets the order of the pole: about |x − X|^−Order is how the function grows; 0 where it is bounded, or grows
    /// slower than any power.
    /// </summary>
    public double Order { get; private init; }

    /// <summary>Gets the jump of the function.</summary>
    public double ValueJump => Right.Value - Left.Value;

    /// <summary>Gets the jump of the slope.</summary>
    public double SlopeJump => Right.FirstDerivative - Left.FirstDerivative;

    /// <summary>Describes a singular point, by what the function does on the way to it.</summary>
    /// <param name="function">The function, with its derivatives.</param>
    /// <param name="x">The point.</param>
    /// <param name="width">How far from it to begin.</param>
    public static Discontinuity Singular(Func<double, ActivationValue> function, double x, double width)
    {
        // Nearer than this the rounding of x distorts the distance.
        double nearest = 4096 * (Math.BitIncrement(Math.Abs(x)) - Math.Abs(x));
        List<double> distances = [];
        for (double d = width; d >= nearest && distances.Count < MostSamples; d /= Approach) distances.Add(d);
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

    // What the function does from one side, nearer and nearer.
    private sealed class Side(IReadOnlyList<ActivationValue> values)
    {
        // Each step adds at least this share of the one before where there is no bound; a power x^0.1 adds 0.87.
        private const double Unbounded = 0.93;
        private const int Ratios = 4;

        public double Order
        {
            get
            {
                if (!double.IsInfinity(LimitOf(v => v.Value))) return 0;
                double last = Math.Abs(values[^1].Value), before = Math.Abs(values[^2].Value);
                double order = Math.Log(last / before) / Math.Log(Approach);
                // A logarithm grows too, and ever slower.
                return double.IsNaN(order) || order < 0.02 ? 0 : order;
            }
        }

        // At a point of the domain that is approached continuously the function's own value is the best limit.
        public ActivationValue Limit(double at)
        {
            double value = LimitOf(v => v.Value);
            double step = Math.Abs(values[^1].Value - values[^2].Value);
            if (double.IsFinite(value) && Math.Abs(at - value) <= 8 * step) value = at;
            return new(value, LimitOf(v => v.FirstDerivative), LimitOf(v => v.SecondDerivative));
        }

        // The steps toward a pole or a logarithm's grow by the same factor each time. Those of a bounded transition
        // that is as narrow as doubles resolve do not.
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
