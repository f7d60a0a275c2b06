namespace Swish.Analysis.Charts;

/// <summary>Represents a point of a series.</summary>
/// <param name="X">The x value; on a category axis, the index of the category.</param>
/// <param name="Y">The y value.</param>
/// <param name="Lower">The lower end of the band or interval; NaN for none.</param>
/// <param name="Upper">The upper end of the band or interval; NaN for none.</param>
/// <param name="Note">What is written next to a bar, such as a verdict; null for none.</param>
public readonly record struct ChartPoint(
    double X, double Y, double Lower = double.NaN, double Upper = double.NaN, string? Note = null);
