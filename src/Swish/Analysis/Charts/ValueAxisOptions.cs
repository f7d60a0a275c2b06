using System.Globalization;

namespace Swish.Analysis.Charts;

/// <summary>Applies the requested limits and scale to the value axis of a chart.</summary>
internal static class ValueAxisOptions
{
    /// <summary>Returns the chart with the limits and the scale of a request.</summary>
    /// <param name="chart">A chart.</param>
    /// <param name="request">The user's choices.</param>
    /// <exception cref="SwishException">
    /// The lower limit is not below the upper one, or the limits or bars do not suit a logarithmic axis (InvalidAxis),
    /// or the axis is logarithmic and no value is positive (NothingToPlot).
    /// </exception>
    public static Chart Apply(Chart chart, ChartRequest request)
    {
        if (!chart.HasValueAxis)
        {
            if (double.IsNaN(request.YMinimum) && double.IsNaN(request.YMaximum) && request.YScale is null) return chart;
            throw Invalid("A confusion matrix, a sheet of images or a diagram of ranks has no value axis; leave -YMinimum, -YMaximum and "
                + "-YScale out.", null);
        }
        if (request.YMinimum >= request.YMaximum)
            throw Invalid(
                string.Create(CultureInfo.InvariantCulture,
                    $"-YMinimum {request.YMinimum} is not below -YMaximum {request.YMaximum}."),
                request.YMinimum);
        bool logarithmic = request.YScale is { } scale ? scale == ChartScale.Logarithmic : chart.Y.Logarithmic;
        if (logarithmic && chart.Bars)
            throw Invalid(
                "Bars begin at 0, which a logarithmic axis does not have; leave -YScale out.", request.YScale);
        if (logarithmic && (request.YMinimum <= 0 || request.YMaximum <= 0))
            throw Invalid(
                "A logarithmic axis has positive limits only; specify others, or -YScale Linear.",
                request.YMinimum <= 0 ? request.YMinimum : request.YMaximum);

        Chart result = chart with
        {
            Y = chart.Y with { Logarithmic = logarithmic, Minimum = request.YMinimum, Maximum = request.YMaximum },
        };
        return request.YScale == ChartScale.Logarithmic ? RemoveNonPositive(result) : result;
    }

    private static Chart RemoveNonPositive(Chart chart)
    {
        double[] positive = [.. chart.Values.Where(v => v > 0 && double.IsFinite(v))];
        if (positive.Length == 0)
            throw ChartDesign.Nothing("No value is above 0, and a logarithmic axis shows no other.");
        double minPositive = positive.Min();
        if (chart.Series.SelectMany(s => s.Points).All(p => !(p.Y <= 0) && !(p.Lower <= 0))) return chart;
        const string Note = "values of 0 and below are not drawn";
        return chart with
        {
            Y = chart.Y with { ShowZero = false },
            Subtitle = chart.Subtitle.Length > 0 ? $"{chart.Subtitle}; {Note}" : Note,
            Series =
            [
                .. chart.Series.Select(s => s with
                {
                    Points =
                    [
                        .. s.Points.Select(p => p.Y <= 0 ? new ChartPoint(p.X, double.NaN)
                            : p with { Lower = p.Lower <= 0 ? minPositive : p.Lower }),
                    ],
                }),
            ],
        };
    }

    private static SwishException Invalid(string sentence, object? value) =>
        new("InvalidAxis", ErrorKind.InvalidArgument, sentence, value);
}
