using OxyPlot.Axes;

namespace Swish.Analysis.Charts;

/// <summary>A logarithmic axis with ticks of our choice.</summary>
internal sealed class TickedLogarithmicAxis(AxisTicks ticks) : LogarithmicAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorLabelValues = majorTickValues = [.. ticks.Values];
        minorTickValues = [];
    }

    /// <inheritdoc/>
    protected override string FormatValueOverride(double x) => ticks.Text(x);
}
