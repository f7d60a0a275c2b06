using System.Globalization;

namespace Swish.Training.Diagnostics;

/// <summary>
/// Summarizes the values of a learnable parameter in a layer: one value if the layer shares it, otherwise one per unit.
/// </summary>
/// <param name="Name">The name of the parameter, such as <c>beta</c>.</param>
/// <param name="Mean">The mean of the values.</param>
/// <param name="Minimum">The smallest value.</param>
/// <param name="Maximum">The largest value.</param>
public sealed record ParameterSummary(string Name, double Mean, double Minimum, double Maximum)
{
    /// <summary>Computes the summary of a learnable parameter.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="values">The values, [1] or [units].</param>
    /// <returns>The summary.</returns>
    internal static ParameterSummary Of(string name, ReadOnlySpan<float> values)
    {
        double sum = 0;
        float minimum = values[0], maximum = values[0];
        foreach (float value in values)
        {
            sum += value;
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }
        return new(name, sum / values.Length, minimum, maximum);
    }

    /// <summary>Formats the name and the mean.</summary>
    /// <returns>Text such as <c>beta=1.5</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Mean}");
}
