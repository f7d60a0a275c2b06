using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>Chooses the range of an axis and its ticks.</summary>
internal sealed class AxisTicks
{
    private static readonly double[] RoundDigits = [1, 2, 5, 10];

    // Only powers of ten if there are enough of them, otherwise with other digits between.
    private static readonly double[][] LeadingDigits = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];

    // Larger values are outside the chart: their differences would overflow, also in the plotting library.
    private const double MaxMagnitude = 1e300;

    // Smaller spans are drawn as if the values were equal.
    private const double MinSpan = 1e-290;

    private readonly string _format;

    private AxisTicks(double minimum, double maximum, bool logarithmic, IReadOnlyList<double> values, string format)
    {
        Minimum = minimum;
        Maximum = maximum;
        Logarithmic = logarithmic;
        Values = values;
        _format = format;
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public bool Logarithmic { get; }

    public IReadOnlyList<double> Values { get; }

    /// <summary>Returns the text of a tick.</summary>
    public string Text(double value)
    {
        if (value == 0 && _format.EndsWith("E+0", StringComparison.Ordinal)) return "0";
        // like G6, but without zeros before the exponent
        string format = Logarithmic && value is < 1e-4 or >= 1e6 ? "0.#####E+0" : _format;
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Returns the position of a value along the axis, from 0 to 1.</summary>
    public double Share(double value) => Logarithmic
        ? (Math.Log(value) - Math.Log(Minimum)) / (Math.Log(Maximum) - Math.Log(Minimum))
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>Chooses the range and the ticks of an axis for values.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The values to show; values that are not finite are skipped.</param>
    /// <param name="room">The margin at each end, as a fraction of the span.</param>
    /// <param name="count">The approximate number of ticks that fit.</param>
    public static AxisTicks Of(ChartAxis axis, IEnumerable<double> values, double room, int count)
    {
        if (axis.Categories.Count > 0)
            return new(-0.5, axis.Categories.Count - 0.5, false, [.. Enumerable.Range(0, axis.Categories.Count)], "0");

        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            minimum = Math.Min(minimum, Math.Clamp(value, -MaxMagnitude, MaxMagnitude));
            maximum = Math.Max(maximum, Math.Clamp(value, -MaxMagnitude, MaxMagnitude));
        }
        // Without values, or with zeros only, there is no scale.
        if (minimum > maximum || (minimum == 0 && maximum == 0)) (minimum, maximum) = (0, 1);
        bool hasMinimum = double.IsFinite(axis.Minimum), hasMaximum = double.IsFinite(axis.Maximum);
        if (hasMinimum) minimum = axis.Minimum;
        if (hasMaximum) maximum = axis.Maximum;
        (double below, double above) = (hasMinimum ? 0 : room, hasMaximum ? 0 : room);
        if (axis.Logarithmic && minimum > 0) return Log(axis, minimum, maximum, below, above, count);

        if (axis.ShowZero && !hasMinimum) minimum = Math.Min(minimum, 0);
        if (axis.ShowZero && !hasMaximum) maximum = Math.Max(maximum, 0);
        double span = maximum - minimum;
        if (span <= 1e-12 * Math.Max(Math.Abs(minimum), Math.Abs(maximum)) || span < MinSpan)
        {
            span = Math.Max(Math.Abs(maximum) * 0.01, 1e-6);
            if (hasMinimum) maximum = minimum + span;
            else if (hasMaximum) minimum = maximum - span;
            else (minimum, maximum) = (minimum - span / 2, maximum + span / 2);
        }
        double step = RoundStep(span / Math.Max(1, count));
        (minimum, maximum) = (minimum - below * span, maximum + above * span);
        if (axis.Ticks.Count > 0)
            return new(minimum, maximum, false, [.. axis.Ticks.Where(t => t >= minimum && t <= maximum)], "G6");

        // Values close together but far from zero can be more steps from zero than an int holds.
        double first = Math.Ceiling(minimum / step - 1e-9), last = Math.Floor(maximum / step + 1e-9);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return new(minimum, maximum, false, ticks, Format(Math.Max(Math.Abs(minimum), Math.Abs(maximum)), step));
    }

    // Uses as many digits as neighboring ticks need to differ.
    private static string Format(double largest, double step)
    {
        int decimals = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 12);
        if (largest is < 1e7 and >= 1e-4) return "F" + decimals;
        int digits = (int)(Math.Floor(Math.Log10(largest)) - Math.Floor(Math.Log10(step) + 1e-9));
        return "0." + new string('#', Math.Clamp(digits, 2, 15)) + "E+0";
    }

    private static AxisTicks Log(
        ChartAxis axis, double minimum, double maximum, double below, double above, int count)
    {
        // One limit may be beyond all values, which are then outside the chart.
        if (minimum > maximum)
            (minimum, maximum) = double.IsFinite(axis.Minimum)
                ? (minimum, Math.Min(minimum * 10, double.MaxValue)) : (Math.Max(maximum / 10, double.Epsilon), maximum);
        if (minimum == maximum) (minimum, maximum) = (minimum / 2, maximum * 2);
        double span = Math.Log(maximum) - Math.Log(minimum);
        double low = Math.Max(minimum * Math.Exp(-below * span), double.Epsilon);
        double high = Math.Min(maximum * Math.Exp(above * span), double.MaxValue);
        IReadOnlyList<double> ticks = [.. axis.Ticks.Where(t => t >= low && t <= high)];
        if (ticks.Count == 0)
        {
            int lowest = (int)Math.Floor(Math.Log10(low)), highest = (int)Math.Ceiling(Math.Log10(high));
            // With very many powers of ten, skip some.
            int stride = Math.Max(1, (highest - lowest) / Math.Max(1, 2 * count));
            foreach (double[] leading in LeadingDigits)
            {
                ticks = [.. from power in Enumerable.Range(0, (highest - lowest) / stride + 1)
                            from digit in leading
                            let value = digit * Math.Pow(10, lowest + power * stride)
                            where value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)
                            select value];
                if (ticks.Count >= Math.Max(3, count / 2)) break;
            }
        }
        return new(low, high, true, ticks, "G6");
    }

    private static double RoundStep(double minStep)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(minStep)));
        return RoundDigits.First(m => m * power >= minStep * (1 - 1e-9)) * power;
    }
}
