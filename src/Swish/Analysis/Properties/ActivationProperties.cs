using Swish.Activations;

namespace Swish.Analysis.Properties;

/// <summary>
/// Represents properties of an activation function, computed in double precision from its values; learnable parameters
/// have their initial values. The location of an extremum is the point nearest to 0 at which the value is reached, or
/// ±∞ if it is only approached; at a pole the value is ±∞ and the location is the pole. NaN means that the value does
/// not exist or is not known.
/// </summary>
public sealed record ActivationProperties
{
    /// <summary>The maximum number of inflections in <see cref="Inflections"/>.</summary>
    public const int MaxInflections = 8;

    private const double SlopeTolerance = 1e-12;

    /// <summary>Gets the activation's canonical text.</summary>
    public required string Activation { get; init; }
    /// <summary>Gets the formula in plain text.</summary>
    public required string Formula { get; init; }
    /// <summary>Gets the minimum of f, or its infimum if it has no minimum; −∞ if f is not bounded below.</summary>
    public required double Minimum { get; init; }
    /// <summary>Gets the location of <see cref="Minimum"/>.</summary>
    public required double MinimumAt { get; init; }
    /// <summary>Gets the maximum of f, or its supremum if it has no maximum; ∞ if f is not bounded above.</summary>
    public required double Maximum { get; init; }
    /// <summary>Gets the location of <see cref="Maximum"/>.</summary>
    public required double MaximumAt { get; init; }
    /// <summary>Gets a value indicating whether f is monotone: nowhere decreasing, or nowhere increasing.</summary>
    public required bool Monotone { get; init; }
    /// <summary>
    /// Gets the inflections of f, where it changes between convex and concave, including kinks: the
    /// <see cref="MaxInflections"/> nearest to 0, in ascending order.
    /// </summary>
    public required DelimitedList<double> Inflections { get; init; }
    /// <summary>Gets the number of inflections; ∞ if f oscillates without end.</summary>
    public required double InflectionCount { get; init; }
    /// <summary>Gets the minimum of f′, or its infimum.</summary>
    public required double SlopeMinimum { get; init; }
    /// <summary>Gets the location of <see cref="SlopeMinimum"/>.</summary>
    public required double SlopeMinimumAt { get; init; }
    /// <summary>Gets the maximum of f′, or its supremum.</summary>
    public required double SlopeMaximum { get; init; }
    /// <summary>Gets the location of <see cref="SlopeMaximum"/>.</summary>
    public required double SlopeMaximumAt { get; init; }
    /// <summary>Gets E[f(z)] for z ~ N(0, 1).</summary>
    public required double Mean { get; init; }
    /// <summary>Gets E[f(z)²] for z ~ N(0, 1).</summary>
    public required double SecondMoment { get; init; }
    /// <summary>Gets Var[f(z)] for z ~ N(0, 1).</summary>
    public required double Variance { get; init; }
    /// <summary>Gets 1/√E[f(z)²], the factor that scales the second moment to 1.</summary>
    public required double Gain { get; init; }
    /// <summary>Gets 1/√Var[f(z)], the factor that scales the variance to 1.</summary>
    public required double UnitVarianceGain { get; init; }

    /// <summary>Computes the properties of an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <returns>The properties.</returns>
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
            Activation = activation.Label,
            Formula = activation.Formula,
            Minimum = minimum.Value,
            MinimumAt = minimum.At,
            Maximum = maximum.Value,
            MaximumAt = maximum.At,
            // At the end of the domain the jump is NaN, which is not a jump.
            Monotone =
                (slopeMinimum.Value >= -SlopeTolerance && !curve.Breaks.Any(b => b.ValueJump < -SlopeTolerance))
                || (slopeMaximum.Value <= SlopeTolerance && !curve.Breaks.Any(b => b.ValueJump > SlopeTolerance)),
            Inflections = new(inflections.OrderBy(Math.Abs).Take(MaxInflections).Order()),
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

    // No factor scales an infinite moment to 1.
    private static double GainOf(double moment) => double.IsFinite(moment) ? 1 / Math.Sqrt(moment) : double.NaN;
}
