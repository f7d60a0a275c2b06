namespace Swish.Kernels.Memory;

/// <summary>
/// The layout that everything in training is kept in: features in groups of 32, and within a panel one row of 32 floats
/// an example (activations) or an input (weights). Element (row r, feature f) of a matrix of R rows is at
/// (f/32·R + r)·32 + f%32. A panel holds whole columns, so that everything that is done to a feature over the batch
/// stays in one core's cache. Lanes beyond the last feature are padding and hold zero.
/// </summary>
internal static class Panel
{
    /// <summary>Features in a panel: two registers of 512 bits.</summary>
    public const int Width = 32;

    /// <summary>The number of panels that hold so many features.</summary>
    public static int Count(int features) => (features + Width - 1) / Width;

    /// <summary>The number of floats that a matrix of so many rows and features takes.</summary>
    public static int Length(int rows, int features) => checked(Count(features) * rows * Width);

    /// <summary>Where an element lies.</summary>
    public static int Offset(int rows, int row, int feature) => ((feature / Width * rows) + row) * Width + feature % Width;
}
