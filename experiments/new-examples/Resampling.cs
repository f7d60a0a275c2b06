namespace NewExamples;

/// <summary>Represents a way to draw a comparison from the population.</summary>
/// <param name="Name">What is drawn.</param>
/// <param name="IsNull">Whether there is no true difference.</param>
internal sealed record Resampling(string Name, bool IsNull)
{
    /// <summary>Two disjoint groups of seeds of the same activation.</summary>
    public static Resampling OneActivation { get; } = new("one activation, other seeds", true);

    /// <summary>
    /// Two activations whose answers are exchanged on a random half of the examples, the same ones for all seeds: which
    /// of them is better differs from example to example, and not on average.
    /// </summary>
    public static Resampling Exchanged { get; } = new("two, exchanged on half the examples", true);

    /// <summary>Two activations; what is true is their difference on the examples that were not drawn.</summary>
    public static Resampling OtherExamples { get; } = new("two, truth on the other examples", false);

    /// <summary>
    /// Two activations, seeds and examples drawn with replacement; what is true is their difference in all runs.
    /// </summary>
    public static Resampling Replaced { get; } = new("two, drawn with replacement", false);

    /// <summary>Returns the numbers of examples to draw: half of them, and few, where they matter more.</summary>
    public IReadOnlyList<int> Samples(int examples) =>
        this == Exchanged || this == OtherExamples ? [examples / 2, 500] : [examples / 2];

    public static IReadOnlyList<Resampling> All { get; } = [OneActivation, Exchanged, OtherExamples, Replaced];
}
