namespace Swish.Kernels.Memory;

/// <summary>
/// Defines the memory layout of activations, gradients and weights, [feature/32][row][32]: panels of 32 features, with
/// a row of 32 floats for each example (activations, gradients) or each input (weights). With R rows, element (row r,
/// feature f) has the index (f/32·R + r)·32 + f%32. A panel contains whole columns, so that all operations on a feature
/// over the batch stay in the cache of one core. Lanes after the last feature are padding. They contain
/// zero in the outputs and gradients of layers and in weights, and may contain anything in vectors and in between.
/// </summary>
internal static class Panel
{
    /// <summary>The number of features of a panel: two vectors of 512 bits.</summary>
    public const int Width = 32;

    /// <summary>Computes the number of panels.</summary>
    /// <param name="features">The number of features of the matrix.</param>
    /// <returns>The number of panels.</returns>
    public static int Count(int features) => (features + Width - 1) / Width;

    /// <summary>Computes the number of floats of [rows, features] in panels, including padding.</summary>
    /// <param name="rows">The number of rows of the matrix.</param>
    /// <param name="features">The number of features of the matrix.</param>
    public static int Length(int rows, int features) => checked(Count(features) * rows * Width);

    /// <summary>Computes the index of an element of [rows, features] in panels.</summary>
    /// <param name="rows">The number of rows of the matrix.</param>
    /// <param name="row">The element's row.</param>
    /// <param name="feature">The element's feature.</param>
    public static int Offset(int rows, int row, int feature) =>
        ((feature / Width * rows) + row) * Width + feature % Width;
}
