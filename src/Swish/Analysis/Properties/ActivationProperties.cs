using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// What an activation function is like, measured in double from its values alone; learnable parameters are at their
/// initial values. Points are those nearest to 0 where a value is taken, and ±∞ where it is only approached; at a pole
/// the value is ±∞ and the point the pole. NaN: there is no such value, or it is not known.
/// </summary>
public sealed record ActivationProperties
{
    /// <summary>The most inflections that are listed.</summary>
    public const int MostInflections = 8;

    private const double SlopeTolerance = 1e-12;

    /// <summary>Gets the activation's canonical text.</summary>
    public required string Activation { get; init; }
    /// <summary>Gets the formula in plain text.</summary>
    public required string Formula { get; init; }
    /// <summary>Gets the least value of f, or its lower bound; −∞ where there is none.</summary>
    public required double Minimum { get; init; }
    /// <summary>Gets where <see cref="Minimum"/> is taken.</summary>
    public required double MinimumAt { get; init; }
    /// <summary>Gets the greatest value of f, or its upper bound; ∞ where there is none.</summary>
    public required double Maximum { get; init; }
    /// <summary>Gets where <see cref="Maximum"/> is taken.</summary>
    public required double MaximumAt { get; init; }
    /// <summary>Gets a value indicating whether f never falls, or never rises.</summary>
    public required bool Monotone { get; init; }
    /// <summary>
    /// Gets where f turns from convex to concave or back, smoothly or at a kink: the <see cref="MostInflections"/>
    /// nearest to 0, ascending.
    /// </summary>
    public required DelimitedList<double> Inflections { get; init; }
    /// <summary>Gets how many inflections there are; ∞ where f goes on to oscillate.</summary>
    public required double InflectionCount { get; init; }
    /// <summary>Gets the least slope, or its lower bound.</summary>
    public required double SlopeMinimum { get; init; }
    /// <summary>Gets where <see cref="SlopeMinimum"/> is taken.</summary>
    public required double SlopeMinimumAt { get; init; }
    /// <summary>Gets the greatest slope, or its upper bound.</summary>
    public required double SlopeMaximum { get; init; }
    /// <summary>Gets where <see cref="SlopeMaximum"/> is taken.</summary>
    public required double SlopeMaximumAt { get; init; }
    /// <summary>E f(z), z ~ N(0, 1).</summary>
    public required double Mean { get; init; }
    /// <summary>E f(z)².</summary>
    public required double SecondMoment { get; init; }
    /// <summary>E f(z)² − (E f(z))².</summary>
    public required double Variance { get; init; }
    /// <summary>1/√E f(z)²: the factor that makes the second moment 1.</summary>
    public required double Gain { get; init; }
    /// <summary>1/√Var f(z): the factor that makes the variance 1.</summary>
    public required double UnitVarianceGain { get; init; }

    /// <summary>Measures an activation.</summary>
    /// <param name="activation">The activation.</param>
    public static ActivationProperties Measure(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        SampledCurve curve = SampledCurve.Of(activation.Reference);
        Extremum minimum = Extremum.MinimumOf(curve), maximum = Extremum.MaximumOf(curve);
        Extremum slopeMinimum = Extremum.SlopeMinimumOf(curve), slopeMaximum = Extremum.SlopeMaximumOf(curve);
        NormalMoments moments = NormalMoments.Of(curve);
        IReadOnlyList<double> inflections = InflectionSearch.Find(curve, out bool areAll);
        return new()
        {
            Activation = activation.ToString(),
            Formula = activation.Formula,
            Minimum = minimum.Value,
            MinimumAt = minimum.At,
            Maximum = maximum.Value,
            MaximumAt = maximum.At,
            // Where its domain ends f makes no jump: the jump is NaN there.
            Monotone =
                (slopeMinimum.Value >= -SlopeTolerance && !curve.Breaks.Any(b => b.ValueJump < -SlopeTolerance))
                || (slopeMaximum.Value <= SlopeTolerance && !curve.Breaks.Any(b => b.ValueJump > SlopeTolerance)),
            Inflections = new(inflections.OrderBy(Math.Abs).Take(MostInflections).Order()),
            InflectionCount = areAll ? inflections.Count : double.PositiveInfinity,
            SlopeMinimum = slopeMinimum.Value,
            SlopeMinimumAt = slopeMinimum.At,
            SlopeMaximum = slopeMaximum.Value,
            SlopeMaximumAt = slopeMaximum.At,
            Mean = moments.Mean,
            SecondMoment = moments.SecondMoment,
            Variance = moments.Variance,
            Gain = GainOf(moments.SecondMoment),
            UnitVarianceGain = GainOf(moments.Variance),
        };
    }

    // No factor makes 1 of what is infinite.
    private static double GainOf(double moment) => double.IsFinite(moment) ? 1 / Math.Sqrt(moment) : double.NaN;
}
