namespace Swish.Analysis.Comparisons;

/// <summary>
/// Adjusts p-values by Holm's step-down procedure, which controls the family-wise error rate whatever the dependence
/// between the tests. S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979),
/// 65–70.
/// </summary>
internal static class HolmAdjustment
{
    /// <summary>Returns the adjusted p-values, in the order of the given p-values.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        double[] adjusted = new double[pValues.Count];
        double largest = 0;
        int left = pValues.Count;
        foreach (int i in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]))
        {
            largest = Math.Max(largest, Math.Min(1, left-- * pValues[i]));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
