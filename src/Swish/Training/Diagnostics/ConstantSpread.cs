using System.Globalization;

namespace Swish.Training.Diagnostics;

/// <summary>The values of a learnable parameter of a layer: one where the layer shares it, else one a unit.</summary>
/// <param name="Name">The name of the parameter, such as <c>beta</c>.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public sealed record ConstantSpread(string Name, double Mean, double Minimum, double Maximum)
{
    /// <summary>Computes mean, minimum and maximum of the values of a learnable parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values, [1] or [units].</param>
    internal static ConstantSpread Of(string name, ReadOnlySpan<float> values)
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

    /// <summary>Name and mean.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Mean}");
}
