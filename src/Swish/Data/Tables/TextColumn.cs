namespace Swish.Data.Tables;

/// <summary>Represents a column of text, which is encoded one-hot, one feature for each value.</summary>
/// <param name="Name">The name of the column, escaped.</param>
/// <param name="First">The index of its first feature in the data set.</param>
/// <param name="Count">The number of its features, which are next to each other.</param>
internal sealed record TextColumn(string Name, int First, int Count)
{
    /// <summary>Returns whether a feature is one of this column's.</summary>
    /// <param name="feature">The index of the feature.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(int feature) => feature >= First && feature < First + Count;
}
