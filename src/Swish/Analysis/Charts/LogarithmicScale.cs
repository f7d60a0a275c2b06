namespace Swish.Analysis.Charts;

/// <summary>Detects values that are spaced by ratios, as batch sizes and learning rates usually are.</summary>
internal static class LogarithmicScale
{
    /// <summary>Returns whether the ratios between neighboring values are more even than the differences.</summary>
    /// <param name="sorted">Distinct values in ascending order.</param>
    public static bool Fits(IReadOnlyList<double> sorted)
    {
        if (sorted.Count < 2 || sorted[0] <= 0 || sorted[^1] / sorted[0] < 8) return false;
        if (sorted.Count == 2) return true;
        double[] ratios = [.. sorted.Zip(sorted.Skip(1), (a, b) => Math.Log(b / a))];
        double[] differences = [.. sorted.Zip(sorted.Skip(1), (a, b) => b - a)];
        return RelativeVariance(ratios) < RelativeVariance(differences);
    }

    private static double RelativeVariance(double[] steps)
    {
        double mean = steps.Average();
        return steps.Sum(s => (s - mean) * (s - mean)) / (mean * mean);
    }
}
