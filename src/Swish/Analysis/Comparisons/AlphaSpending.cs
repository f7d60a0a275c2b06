using Swish.Training;

namespace Swish.Analysis.Comparisons;

/// <summary>
/// Divides the significance level among the looks of a sequential comparison. Up to a share t of the seeds, 5 % · t² is
/// spent (K. Kim and D. L. DeMets, Design and analysis of group sequential tests based on the type I error spending rate
/// function, 1987), which is between the functions of O'Brien and Fleming (late looks) and of Pocock (early looks). Each look
/// has what is added since the look before as its own level, so that by Boole's inequality the error rate of all looks
/// together is at most 5 %, whatever the test and the adjustment over several comparisons are.
/// </summary>
internal static class AlphaSpending
{
    /// <summary>
    /// Gets the looks at which there may be a verdict: those with enough pairs for a test, and for the exact signed-rank test
    /// to reach the level. What the others would spend is left to the first of these.
    /// </summary>
    /// <param name="plan">The plan.</param>
    public static IEnumerable<int> Looks(SequentialPlan plan) => Enumerable.Range(1, plan.Looks).Where(look =>
        look == plan.Looks || (plan.SeedsAt(look) is int pairs && pairs >= PairedComparison.MinPairs
            && Math.ScaleB(1, 1 - pairs) < Spent(plan, look)));

    /// <summary>Returns the significance level of a look.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="look">One of <see cref="Looks"/>.</param>
    public static double LevelAt(SequentialPlan plan, int look) =>
        Spent(plan, look) - Spent(plan, Looks(plan).TakeWhile(l => l < look).LastOrDefault());

    private static double Spent(SequentialPlan plan, int look)
    {
        double share = (double)plan.SeedsAt(look) / plan.Seeds;
        return PairedComparison.Level * share * share;
    }
}
