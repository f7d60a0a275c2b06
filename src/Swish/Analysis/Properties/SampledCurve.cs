using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// An activation, sampled in double over ±10,000 (finely around 0, and as finely for its size farther out) and cut into
/// smooth pieces.
/// </summary>
internal sealed class SampledCurve
{
    /// <summary>How far out from 0 the samples reach.</summary>
    public const double HalfRange = 10_000;

    private const int SamplesASide = 2000;

    private SampledCurve(
        Func<double, ActivationValue> function, IReadOnlyList<Discontinuity> breaks, IReadOnlyList<SmoothInterval> pieces)
    {
        Function = function;
        Breaks = breaks;
        Pieces = pieces;
    }

    /// <summary>The function itself.</summary>
    public Func<double, ActivationValue> Function { get; }

    /// <summary>Where it jumps, ascending.</summary>
    public IReadOnlyList<Discontinuity> Breaks { get; }

    /// <summary>What lies between, ascending: one more than there are breaks.</summary>
    public IReadOnlyList<SmoothInterval> Pieces { get; }

    /// <summary>Samples a function.</summary>
    /// <param name="function">The function, with its derivatives.</param>
    public static SampledCurve Of(Func<double, ActivationValue> function)
    {
        double[] grid = Grid();
        IReadOnlyList<Discontinuity> breaks = new DiscontinuityFinder(function).Find(grid);
        List<SmoothInterval> pieces = [];
        for (int i = 0; i <= breaks.Count; i++)
            pieces.Add(Piece(function, grid, i > 0 ? breaks[i - 1] : null, i < breaks.Count ? breaks[i] : null));
        return new(function, breaks, pieces);
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

    private static SmoothInterval Piece(
        Func<double, ActivationValue> function, double[] grid, Discontinuity? left, Discontinuity? right)
    {
        List<(double X, double Position)> points = [];
        double from = double.NegativeInfinity, to = double.PositiveInfinity;
        if (left is { } l) points.Add((from = l.X + l.Margin, l.X));
        if (right is { } r) to = r.X - r.Margin;
        points.AddRange(grid.Where(x => x > from && x < to).Select(x => (x, x)));
        if (right is { } end) points.Add((to, end.X));
        return new(
            [.. points.Select(p => p.X)], [.. points.Select(p => p.Position)], [.. points.Select(p => function(p.X))],
            left is not null, right is not null);
    }
}
