namespace Swish.Analysis.Charts;

/// <summary>
/// The looks of series: colors that color-blind people tell apart, and with each a dash and a marker, so that the
/// picture also works in grayscale. M. Okabe, K. Ito, Color Universal Design, 2008; their yellow is left out, which
/// white paper swallows.
/// </summary>
internal static class SeriesStyle
{
    // Seven colors, six dashes, five markers: the cycles differ, so that the eighth series is not the first again.

    /// <summary>The colors as 0xRRGGBB.</summary>
    public static IReadOnlyList<int> Colors { get; } =
        [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000];

    /// <summary>Lengths of strokes and gaps, in units of the line's width; empty: a solid line.</summary>
    public static IReadOnlyList<double[]> Dashes { get; } =
        [[], [4, 1.6], [1, 1.2], [5, 1.4, 1, 1.4], [2.2, 1.4], [6, 1.4, 1, 1.4, 1, 1.4]];

    /// <summary>The markers of a terminal, which has no dashes; by the place in the legend.</summary>
    public static IReadOnlyList<char> Glyphs { get; } = ['●', '■', '▲', '◆', '▼', '○', '□', '△', '◇', '▽'];

    /// <summary>The fillings of a terminal's bars; by the place in the legend.</summary>
    public static IReadOnlyList<char> Fills { get; } = ['█', '▒', '▓', '░'];
}
