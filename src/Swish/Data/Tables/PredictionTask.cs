namespace Swish.Data.Tables;

/// <summary>Specifies what the label of a table is.</summary>
public enum PredictionTask
{
    /// <summary>
    /// A class if the label is text, or has at most 100 different numbers, all of them whole; otherwise a number.
    /// </summary>
    Auto,

    /// <summary>The label is a class.</summary>
    Classification,

    /// <summary>The label is a number to predict.</summary>
    Regression,
}
