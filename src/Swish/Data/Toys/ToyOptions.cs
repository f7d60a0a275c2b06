namespace Swish.Data.Toys;

/// <summary>Specifies a synthetic data set.</summary>
public sealed record ToyOptions
{
    /// <summary>The largest number of examples.</summary>
    public const int MaxCount = 10_000_000;

    /// <summary>The largest number of classes.</summary>
    public const int MaxClasses = 100;

    /// <summary>Gets the kind.</summary>
    public ToyKind Kind { get; init; }

    /// <summary>Gets the name of the data set; null uses that of the kind.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the number of examples to train on, including those for validation, 2 or more.</summary>
    public int Count { get; init; } = 1000;

    /// <summary>Gets the number of examples to test on, 1 or more.</summary>
    public int TestCount { get; init; } = 1000;

    /// <summary>
    /// Gets the standard deviation of the normal noise that is added to each input (with Sine: to the number to predict),
    /// 0 or more; null uses that of the kind.
    /// </summary>
    public double? Noise { get; init; }

    /// <summary>Gets the number of classes of Spirals and Blobs, 2 or more; others have two.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>Gets the seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets the noise if none is given.</summary>
    /// <param name="kind">The kind of data set.</param>
    /// <returns>The standard deviation.</returns>
    public static double DefaultNoise(ToyKind kind) => kind switch
    {
        ToyKind.Moons => 0.2,
        ToyKind.Circles or ToyKind.Sine => 0.1,
        ToyKind.Spirals => 0.05,
        ToyKind.Blobs => 0.4,
        _ => 0,
    };
}
