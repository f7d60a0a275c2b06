using OxyPlot.Axes;

namespace Swish.Analysis.Charts;

/// <summary>Represents a linear axis with given ticks, or with the names of categories.</summary>
internal sealed class TickedLinearAxis(AxisTicks ticks, IReadOnlyList<string> names) : LinearAxis
{
    /// <inheritdoc/>
    public override void GetTickValues(
        out IList<double> majorLabelValues, out IList<double> majorTickValues, out IList<double> minorTickValues)
    {
        majorLabelValues = majorTickValues = [.. ticks.Values];
        minorTickValues = [];
    }

    /// <inheritdoc/>
    protected override string FormatValueOverride(double x) =>
        names.Count > 0 ? names[(int)Math.Round(x)] : ticks.Text(x);
}
