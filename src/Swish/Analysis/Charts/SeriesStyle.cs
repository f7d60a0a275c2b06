namespace Swish.Analysis.Charts;

/// <summary>
/// The looks of series: colors that color-blind people tell apart, and with each a dash and a marker, so that the
/// picture also works in grayscale. M. Okabe, K. Ito, Color Universal Design, 2008; their yellow is left out, which
/// white paper swallows.
/// </summary>
internal static class SeriesStyle
{
    // 17 colors, six dashes, five markers: the cycles differ, so that the 18th series is not the first again. The first
    // seven are Okabe and Ito's; the others are darker and lighter, after P. Tol's muted scheme.

    /// <summary>Gets the colors as 0xRRGGBB.</summary>
    public static IReadOnlyList<int> Colors { get; } =
    [
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000, 0x882255, 0x44AA99, 0x332288, 0x999933,
        0xAA4499, 0x117733, 0x888888, 0x661100, 0xB5A0E8, 0x8C5A2B,
    ];

    /// <summary>Lengths of strokes and gaps, in units of the line's width; empty: a solid line.</summary>
    public static IReadOnlyList<double[]> Dashes { get; } =
        [[], [4, 1.6], [1, 1.2], [5, 1.4, 1, 1.4], [2.2, 1.4], [6, 1.4, 1, 1.4, 1, 1.4]];

    /// <summary>Gets the markers of a terminal, which has no dashes; by the place in the legend.</summary>
    public static IReadOnlyList<char> Glyphs { get; } = [.. "●■▲◆▼○□△◇▽+×*#@%&" + Letters];

    /// <summary>Gets the fillings of a terminal's bars; by the place in the legend.</summary>
    public static IReadOnlyList<char> Fills { get; } = [.. "█▒▓░" + Letters];

    // When the signs are used up.
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
}
