namespace Swish.Data;

/// <summary>Represents what a result keeps of its data set.</summary>
public sealed record DatasetIdentity
{
    /// <summary>Gets the fingerprint of the data before it was split at random; null if it was not.</summary>
    public string? SourceFingerprint { get; init; }

    /// <summary>Gets the names of the classes, in the order of their labels; empty if they are only numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Returns the identity of a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <returns>The identity.</returns>
    public static DatasetIdentity Of(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new()
        {
            SourceFingerprint = dataset.SplitSeed is null ? null : dataset.SourceFingerprint,
            ClassNames = dataset.HasClassNames ? dataset.ClassNames : [],
        };
    }
}
