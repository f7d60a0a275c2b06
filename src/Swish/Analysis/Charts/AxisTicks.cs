using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>Where an axis runs, and where its ticks stand.</summary>
internal sealed class AxisTicks
{
    private static readonly double[] RoundDigits = [1, 2, 5, 10];

    // Powers of ten alone where there are enough of them, else with others between.
    private static readonly double[][] LeadingDigits = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];

    // Values beyond this lie outside of the picture: their differences overflow, and those of the plotting library do.
    private const double Largest = 1e300;

    // What differs by less is drawn as if it were equal.
    private const double Smallest = 1e-290;

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

    /// <summary>Returns a tick's text.</summary>
    public string Text(double value)
    {
        if (value == 0 && _format.EndsWith("E+0", StringComparison.Ordinal)) return "0";
        // as G6, but for the exponent's zeros
        string format = Logarithmic && value is < 1e-4 or >= 1e6 ? "0.#####E+0" : _format;
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>Returns how far along the axis a value lies, from 0 to 1.</summary>
    public double Share(double value) => Logarithmic
        ? (Math.Log(value) - Math.Log(Minimum)) / (Math.Log(Maximum) - Math.Log(Minimum))
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>Returns the ticks of an axis over values.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">All that the axis must show; what is not finite is passed over.</param>
    /// <param name="room">How much to leave at each end, as a share of the whole.</param>
    /// <param name="count">About how many ticks there is room for.</param>
    public static AxisTicks Of(ChartAxis axis, IEnumerable<double> values, double room, int count)
    {
        if (axis.Categories.Count > 0)
            return new(-0.5, axis.Categories.Count - 0.5, false, [.. Enumerable.Range(0, axis.Categories.Count)], "0");

        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            minimum = Math.Min(minimum, Math.Clamp(value, -Largest, Largest));
            maximum = Math.Max(maximum, Math.Clamp(value, -Largest, Largest));
        }
        // Nothing to show, or nothing but zeros, which say nothing of a scale.
        if (minimum > maximum || (minimum == 0 && maximum == 0)) (minimum, maximum) = (0, 1);
        bool hasMinimum = double.IsFinite(axis.Minimum), hasMaximum = double.IsFinite(axis.Maximum);
        if (hasMinimum) minimum = axis.Minimum;
        if (hasMaximum) maximum = axis.Maximum;
        (double below, double above) = (hasMinimum ? 0 : room, hasMaximum ? 0 : room);
        if (axis.Logarithmic && minimum > 0) return Log(axis, minimum, maximum, below, above, count);

        if (axis.ShowZero && !hasMinimum) minimum = Math.Min(minimum, 0);
        if (axis.ShowZero && !hasMaximum) maximum = Math.Max(maximum, 0);
        double span = maximum - minimum;
        if (span <= 1e-12 * Math.Max(Math.Abs(minimum), Math.Abs(maximum)) || span < Smallest)
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

        // Values that are close together far from zero are more steps from it than an int counts.
        double first = Math.Ceiling(minimum / step - 1e-9), last = Math.Floor(maximum / step + 1e-9);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return new(minimum, maximum, false, ticks, Format(Math.Max(Math.Abs(minimum), Math.Abs(maximum)), step));
    }

    // As many digits as tell neighboring ticks apart.
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
        if (minimum == maximum) (minimum, maximum) = (minimum / 2, maximum * 2);
        double span = Math.Log(maximum) - Math.Log(minimum);
        double low = Math.Max(minimum * Math.Exp(-below * span), double.Epsilon);
        double high = Math.Min(maximum * Math.Exp(above * span), double.MaxValue);
        IReadOnlyList<double> ticks = [.. axis.Ticks.Where(t => t >= low && t <= high)];
        if (ticks.Count == 0)
        {
            int lowest = (int)Math.Floor(Math.Log10(low)), highest = (int)Math.Ceiling(Math.Log10(high));
            // Of very many powers of ten every so many.
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

    private static double RoundStep(double least)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return RoundDigits.First(m => m * power >= least * (1 - 1e-9)) * power;
    }
}
