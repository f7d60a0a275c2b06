using System.Globalization;
using Swish.Kernels.Functions;
using Swish.Recipes;

namespace Swish.Tuning;

/// <summary>Represents the range of a setting from which tuning draws values.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Minimum">The smallest value.</param>
/// <param name="Maximum">The largest value, above the smallest one.</param>
/// <param name="Scale">How values are drawn.</param>
public sealed record TuningRange(RecipeSetting<double> Setting, double Minimum, double Maximum, TuningScale Scale)
{
    // Enough to tell rates apart, and short in tables. It also hides the last digits of the logarithm.
    private const string Format = "G3";

    /// <summary>Returns the value at a place of the range.</summary>
    /// <param name="place">The place, from 0 for the smallest value to 1 for the largest one.</param>
    /// <returns>The value with three significant digits, within the range.</returns>
    public double At(double place)
    {
        double value = Scale switch
        {
            TuningScale.Linear => Minimum + (place * (Maximum - Minimum)),
            TuningScale.Logarithmic => Between(Minimum, Maximum, place),
            _ => 1 - Between(1 - Minimum, 1 - Maximum, place),
        };
        double rounded = Scale == TuningScale.LogarithmicBelowOne ? 1 - Round(1 - value) : Round(value);
        return Math.Clamp(double.Parse(rounded.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            Minimum, Maximum);
    }

    /// <summary>Throws if the range is empty, or its values are not valid for the setting.</summary>
    /// <exception cref="SwishException">
    /// The range is empty or does not suit its scale (InvalidTuning), or an end is out of the range of the setting (Invalid
    /// and the name of the setting).
    /// </exception>
    public void Validate()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Minimum} to {Maximum}");
        if (!(Minimum < Maximum))
            throw Invalid($"The range of {Setting.Name} is {text}; it needs two numbers, the smaller one first.");
        if (Scale == TuningScale.Logarithmic && !(Minimum > 0))
            throw Invalid($"The range of {Setting.Name} is {text}; values are drawn by their ratios, so that both ends must "
                + "be above 0.");
        foreach (double end in new[] { Minimum, Maximum }) Setting.Validate(Setting.With(TrainingRecipe.Default, end));

        SwishException Invalid(string message) =>
            new("InvalidTuning", ErrorKind.InvalidArgument, message, text);
    }

    /// <summary>Returns the value between two positive numbers whose logarithm is at a place between theirs.</summary>
    private static double Between(double low, double high, double place) =>
        PortableMath.Exp(PortableMath.Log(low) + (place * (PortableMath.Log(high) - PortableMath.Log(low))));

    private static double Round(double value) =>
        double.Parse(value.ToString(Format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
