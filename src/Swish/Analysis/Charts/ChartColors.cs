using OxyPlot;

namespace Swish.Analysis.Charts;

/// <summary>Represents the colors of a theme.</summary>
/// <param name="Paper">The background.</param>
/// <param name="Ink">The text and the axes.</param>
/// <param name="Subtitle">The subtitle.</param>
/// <param name="Grid">The lines of the grid.</param>
/// <param name="ZeroLine">The line at zero.</param>
internal sealed record ChartColors(OxyColor Paper, OxyColor Ink, OxyColor Subtitle, OxyColor Grid, OxyColor ZeroLine)
{
    private static readonly ChartColors Light = new(
        OxyColors.White, Gray(0x22), Gray(0x55), Gray(0xE4), Gray(0x99));

    private static readonly ChartColors Dark = new(Gray(0x1E), Gray(0xE6), Gray(0xB0), Gray(0x3C), Gray(0x80));

    // The share of white that is mixed into the colors of series on a dark background, where dark colors would be
    // invisible.
    private const double Lightened = 0.35;

    /// <summary>Returns the colors of a theme.</summary>
    public static ChartColors Of(ChartTheme theme) => theme == ChartTheme.Dark ? Dark : Light;

    /// <summary>Returns the color of a series on the background of this theme.</summary>
    /// <param name="rgb">The color as 0xRRGGBB.</param>
    public OxyColor Of(int rgb)
    {
        OxyColor color = OxyColor.FromRgb((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        if (ReferenceEquals(this, Light)) return color;
        return rgb == 0 ? Ink : OxyColor.Interpolate(color, OxyColors.White, Lightened);
    }

    private static OxyColor Gray(byte level) => OxyColor.FromRgb(level, level, level);
}
