namespace Swish.Analysis.Charts;

/// <summary>A point of a series.</summary>
/// <param name="X">Where it stands; the index of the category where the axis has those.</param>
/// <param name="Y">Its value.</param>
/// <param name="Lower">The lower end of the band or interval; NaN for none.</param>
/// <param name="Upper">The upper end of the band or interval; NaN for none.</param>
public readonly record struct ChartPoint(double X, double Y, double Lower = double.NaN, double Upper = double.NaN);
