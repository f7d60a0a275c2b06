using System.Diagnostics;
using Swish.Activations.Gates;
using Swish.Benchmarks.Micro;
using Swish.Data;
using Swish.Recipes;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Computes a lower bound for the time of a step: that of its multiply-adds at the processor's peak speed, without
/// memory accesses, activations and updates.
/// </summary>
internal static class ArithmeticLowerBound
{
    private static readonly Lazy<double> MultiplyAddsPerSecond = new(MeasurePeak);

    /// <summary>Gets the peak of one core, in GFLOP/s; a multiply-add counts as two operations.</summary>
    public static double PeakGigaflops => 2e-9 * MultiplyAddsPerSecond.Value;

    /// <summary>Returns the lower bound for a step, in milliseconds.</summary>
    /// <param name="recipe">The training.</param>
    /// <param name="dataset">The data, which tell how many inputs are zero.</param>
    /// <param name="threads">Threads that share the work evenly.</param>
    /// <param name="skipZeros">Whether the first layer leaves zero inputs out.</param>
    public static double Milliseconds(TrainingRecipe recipe, Dataset dataset, int threads, bool skipZeros)
    {
        int[] widths = [dataset.InputCount, .. recipe.HiddenLayers, dataset.Classes];
        double density = 1.0 - (double)dataset.Training.Bytes.Count((byte)0) / dataset.Training.Bytes.Length;
        double multiplyAdds = 0;
        for (int layer = 0; layer + 1 < widths.Length; layer++)
        {
            double products = recipe.Activation is Gate && layer + 2 < widths.Length ? 2 : 1;
            double product = products * recipe.BatchSize * widths[layer] * widths[layer + 1];
            // the forward pass, the gradient of the weights and, except for the first layer, the gradient of the input
            multiplyAdds += layer > 0 ? 3 * product : skipZeros ? 2 * density * product : 2 * product;
        }
        return 1e3 * multiplyAdds / MultiplyAddsPerSecond.Value / threads;
    }

    private static double MeasurePeak()
    {
        const long count = 400_000_000;
        double best = double.PositiveInfinity;
        for (int i = 0; i < 20; i++)
        {
            long start = Stopwatch.GetTimestamp();
            FmaPeak.Run(count);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return count / best;
    }
}
