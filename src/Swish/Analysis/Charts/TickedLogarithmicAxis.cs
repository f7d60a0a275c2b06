using OxyPlot.Axes;

namespace Swish.Analysis.Charts;

/// <summary>Represents a logarithmic axis with given ticks.</summary>
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
