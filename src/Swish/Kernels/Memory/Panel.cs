namespace Swish.Kernels.Memory;

/// <summary>
/// The layout of activations, gradients and weights, [feature/32][row][32]: features in panels of 32, and within a
/// panel a row of 32 floats for each example (activations, gradients) or each input (weights). Element (row r, feature
/// f) of R rows is at (f/32·R + r)·32 + f%32. A panel holds whole columns, so that everything that is done to a feature
/// over the batch stays in one core's cache. Lanes beyond the last feature are padding and hold zero.
/// </summary>
internal static class Panel
{
    /// <summary>Features in a panel: two registers of 512 bits.</summary>
    public const int Width = 32;

    /// <summary>Returns the number of panels that hold so many features.</summary>
    /// <param name="features">The features.</param>
    public static int Count(int features) => (features + Width - 1) / Width;

    /// <summary>Returns the floats of [rows, features] in panels, padding included.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="features">The features.</param>
    public static int Length(int rows, int features) => checked(Count(features) * rows * Width);

    /// <summary>Returns the place of an element of [rows, features] in panels.</summary>
    /// <param name="rows">The rows of the whole.</param>
    /// <param name="row">The element's row.</param>
    /// <param name="feature">The element's feature.</param>
    public static int Offset(int rows, int row, int feature) => ((feature / Width * rows) + row) * Width + feature % Width;
}
