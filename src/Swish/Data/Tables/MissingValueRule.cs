namespace Swish.Data.Tables;

/// <summary>Specifies what to do with the missing values of a table.</summary>
public enum MissingValueRule
{
    /// <summary>A missing value is an error.</summary>
    Error,

    /// <summary>
    /// A missing value becomes the mean of its column over the rows that are trained on. In a column of text, the mean of
    /// the one-hot inputs is the share of each category.
    /// </summary>
    Mean,

    /// <summary>Rows with a missing value are left out.</summary>
    Drop,
}
