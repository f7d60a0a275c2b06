namespace Swish.Analysis.Charts;

/// <summary>
/// Provides the colors, dashes and markers of series. The colors suit color-blind people, and dashes and markers
/// distinguish series in grayscale (M. Okabe, K. Ito, Color Universal Design, 2008, without yellow, which is hardly
/// visible on white).
/// </summary>
internal static class SeriesStyle
{
    // There are 17 colors, six dashes and five markers: since the cycles differ, the 18th series does not look like the
    // first. The first seven are Okabe and Ito's; the others are darker and lighter, after P. Tol's muted scheme.

    /// <summary>Gets the colors as 0xRRGGBB.</summary>
    public static IReadOnlyList<int> Colors { get; } =
    [
        0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00, 0x000000, 0x882255, 0x44AA99, 0x332288, 0x999933,
        0xAA4499, 0x117733, 0x888888, 0x661100, 0xB5A0E8, 0x8C5A2B,
    ];

    /// <summary>Gets the lengths of dashes and gaps, in units of the line width; empty for a solid line.</summary>
    public static IReadOnlyList<double[]> Dashes { get; } =
        [[], [4, 1.6], [1, 1.2], [5, 1.4, 1, 1.4], [2.2, 1.4], [6, 1.4, 1, 1.4, 1, 1.4]];

    /// <summary>Gets the markers for the terminal, which has no dashes, by the position in the legend.</summary>
    public static IReadOnlyList<char> Glyphs { get; } = [.. "●■▲◆▼○□△◇▽+×*#@%&" + Letters];

    /// <summary>Gets the characters that fill bars in the terminal, by the position in the legend.</summary>
    public static IReadOnlyList<char> Fills { get; } = [.. "█▒▓░" + Letters];

    // Used after the signs.
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
}
