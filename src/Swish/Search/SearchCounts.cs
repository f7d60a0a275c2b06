namespace Swish.Search;

/// <summary>Counts the compositions that a search considered, by outcome.</summary>
/// <param name="Considered">All compositions considered.</param>
/// <param name="Duplicates">Compositions that are the same function as an earlier one.</param>
/// <param name="NotFinite">Functions that are NaN or infinite somewhere on [−8, 8], or whose derivative is.</param>
/// <param name="Constant">Functions that are nearly constant for standard normal x.</param>
/// <param name="Exploding">Functions whose second moment, or that of their derivative, exceeds 1000 for standard normal
/// x.</param>
/// <param name="TooLarge">Compositions whose expressions or derivatives are too large.</param>
public sealed record SearchCounts(
    int Considered, int Duplicates, int NotFinite, int Constant, int Exploding, int TooLarge)
{
    /// <summary>Gets the number of functions that networks were trained with.</summary>
    public int Tried => Considered - Duplicates - NotFinite - Constant - Exploding - TooLarge;

    /// <summary>Formats all counts as a sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() =>
        $"{Considered} compositions: {Tried} tried, {Duplicates} equal to another, {NotFinite} not finite, "
        + $"{Constant} constant, {Exploding} exploding, {TooLarge} too large.";
}
