namespace Swish.Analysis.Charts;

/// <summary>
/// Represents a critical-difference diagram: mean ranks, and which of them do not differ significantly. J. Demšar,
/// Statistical comparisons of classifiers over multiple data sets, J. Mach. Learn. Res. 7 (2006), 1–30.
/// </summary>
/// <param name="Items">The names with their mean ranks, the best one (with the lowest rank) first.</param>
/// <param name="CriticalDifference">The difference of two mean ranks that is significant.</param>
public sealed record ChartRanks(IReadOnlyList<(string Name, double Rank)> Items, double CriticalDifference)
{
    /// <summary>Gets the names with their mean ranks, the best one first.</summary>
    public IReadOnlyList<(string Name, double Rank)> Items { get; init; } =
        [.. Items.Select(i => (ChartText.Line(i.Name), i.Rank))];

    /// <summary>
    /// Gets the groups of two or more consecutive items whose mean ranks differ by less than the critical difference, as
    /// the first and the last item; no group is within another.
    /// </summary>
    public IReadOnlyList<(int First, int Last)> Groups
    {
        get
        {
            List<(int First, int Last)> groups = [];
            for (int first = 0; first < Items.Count; first++)
            {
                int last = first;
                while (last + 1 < Items.Count && Items[last + 1].Rank - Items[first].Rank < CriticalDifference) last++;
                if (last > first && (groups.Count == 0 || last > groups[^1].Last)) groups.Add((first, last));
            }
            return groups;
        }
    }
}
