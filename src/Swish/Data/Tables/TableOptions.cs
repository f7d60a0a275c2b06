namespace Swish.Data.Tables;

/// <summary>Specifies how a table becomes a data set.</summary>
public sealed record TableOptions
{
    /// <summary>The name of a data set that has none of its own.</summary>
    public const string DefaultName = "Table";

    /// <summary>Gets the name of the column to predict, case-insensitive.</summary>
    public required string Label { get; init; }

    /// <summary>Gets the name of the data set, to show in results.</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>Gets the share of the rows to test on, above 0 and below 1, unless the table has test rows of its
    /// own.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Gets the seed of the split, and of the order of the rows to train on.</summary>
    public int SplitSeed { get; init; } = 1;

    /// <summary>Gets what to do with missing values.</summary>
    public MissingValueRule MissingValue { get; init; }

    /// <summary>Gets what the label is.</summary>
    public PredictionTask Task { get; init; }

    /// <summary>Gets how the features are scaled.</summary>
    public InputScaling Scaling { get; init; } = InputScaling.Standardize;
}
