using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Represents an activation sampled in double precision over ±10,000, with a spacing that grows in proportion to |x|,
/// and divided into smooth intervals.
/// </summary>
internal sealed class SampledCurve
{
    /// <summary>The largest absolute value of the sample points.</summary>
    public const double HalfRange = 10_000;

    private const int SamplesASide = 2000;

    private SampledCurve(
        Func<double, ActivationValue> function, double end, IReadOnlyList<Discontinuity> breaks,
        IReadOnlyList<SmoothInterval> intervals)
    {
        Function = function;
        End = end;
        Breaks = breaks;
        Intervals = intervals;
    }

    /// <summary>Gets the function. If its value is NaN, so are its derivatives.</summary>
    public Func<double, ActivationValue> Function { get; }

    /// <summary>
    /// Gets the distance from 0 up to which the function is known, if it has more discontinuities than the finder looks
    /// for; otherwise ∞.
    /// </summary>
    public double End { get; }

    /// <summary>Gets the discontinuities, in ascending order.</summary>
    public IReadOnlyList<Discontinuity> Breaks { get; }

    /// <summary>
    /// Gets the smooth intervals between the discontinuities, in ascending order; one more than there are
    /// discontinuities.
    /// </summary>
    public IReadOnlyList<SmoothInterval> Intervals { get; }

    /// <summary>Returns the spacing of the samples near a point.</summary>
    /// <param name="x">The point.</param>
    public static double SpacingAt(double x) => Math.Asinh(HalfRange) / SamplesASide * Math.Sqrt(1 + x * x);

    /// <summary>Returns samples a function.</summary>
    /// <param name="function">The function, with its derivatives.</param>
    public static SampledCurve Of(Func<double, ActivationValue> function)
    {
        double[] grid = Grid();
        IReadOnlyList<Discontinuity> breaks = new DiscontinuityFinder(Known).Find(grid, out double end);
        breaks = [.. breaks.Where(b => Math.Abs(b.X) < end)];
        double[] within = [.. grid.Where(x => Math.Abs(x) <= end)];
        List<SmoothInterval> intervals = [];
        for (int i = 0; i <= breaks.Count; i++)
            intervals.Add(CreateInterval(
                Known, within, i > 0 ? breaks[i - 1] : null, i < breaks.Count ? breaks[i] : null));
        return new(Known, end, breaks, intervals);

        ActivationValue Known(double x)
        {
            ActivationValue value = function(x);
            return double.IsNaN(value.Value) ? new(double.NaN, double.NaN, double.NaN) : value;
        }
    }

    private static double[] Grid()
    {
        double[] grid = new double[2 * SamplesASide + 1];
        double end = Math.Asinh(HalfRange);
        for (int i = 1; i <= SamplesASide; i++)
        {
            double x = Math.Sinh(end * i / SamplesASide);
            grid[SamplesASide + i] = x;
            grid[SamplesASide - i] = -x;
        }
        return grid;
    }

    private static SmoothInterval CreateInterval(
        Func<double, ActivationValue> function, double[] grid, Discontinuity? left, Discontinuity? right)
    {
        double from = left is null ? double.NegativeInfinity : left.X + left.Margin;
        double to = right is null ? double.PositiveInfinity : right.X - right.Margin;
        List<(double X, double Position, ActivationValue Value)> points = [];
        if (left is not null)
        {
            points.Add((left.IsSingular ? left.X : from, left.X, left.Right));
            points.AddRange(left.Samples.Where(x => x > left.X).Append(from).Where(_ => left.IsSingular).Select(At));
        }

        points.AddRange(grid.Where(x => x > from && x < to).Select(At));
        if (right is not null)
        {
            points.AddRange(right.Samples.Where(x => x < right.X).Prepend(to).Where(_ => right.IsSingular).Select(At));
            points.Add((right.IsSingular ? right.X : to, right.X, right.Left));
        }

        return new(
            [.. points.Select(p => p.X)], [.. points.Select(p => p.Position)], [.. points.Select(p => p.Value)],
            left is not null, right is not null);

        (double X, double Position, ActivationValue Value) At(double x) => (x, x, function(x));
    }
}
