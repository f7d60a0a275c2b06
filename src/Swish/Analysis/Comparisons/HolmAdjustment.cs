namespace Swish.Analysis.Comparisons;

/// <summary>
/// Holm's step-down adjustment of p-values: controls the chance of any false finding among all tests, whatever their
/// dependence. S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979), 65–70.
/// </summary>
internal static class HolmAdjustment
{
    /// <summary>Returns the adjusted p-values, in the order of the given ones.</summary>
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
