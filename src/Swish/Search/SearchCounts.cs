namespace Swish.Search;

/// <summary>What became of the compositions that a search met.</summary>
/// <param name="Considered">All of them.</param>
/// <param name="Duplicates">Equal as functions to one met before.</param>
/// <param name="NotFinite">NaN or infinite somewhere from −8 to 8.</param>
/// <param name="Constant">Hardly varying for standard normal x.</param>
/// <param name="Exploding">With a second moment, of the function or its slope, beyond all measure.</param>
/// <param name="TooLarge">Too large as expressions.</param>
public sealed record SearchCounts(
    int Considered, int Duplicates, int NotFinite, int Constant, int Exploding, int TooLarge)
{
    /// <summary>Those that networks were trained with.</summary>
    public int Tried => Considered - Duplicates - NotFinite - Constant - Exploding - TooLarge;

    /// <summary>All counts in a sentence.</summary>
    public override string ToString() =>
        $"{Considered} compositions: {Tried} tried, {Duplicates} equal to another, {NotFinite} not finite, "
        + $"{Constant} constant, {Exploding} exploding, {TooLarge} too large.";
}
