using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Trains a small network on synthetic images, so that the runtime compiles the code of a run while the data set is
/// still being read: first the code up to the end of the first step, and then, if there is time, the rest. The first
/// run of a process starts about a tenth of a second sooner. No result depends on the warm-up.
/// </summary>
public static class JitWarmup
{
    private const int ImageSize = 28;
    private const int ImageCount = 64;

    // Three panels: the products of the first layer have code for a pair of panels, and for a single one.
    private const int Width = 96;

    /// <summary>Compiles the code of a run by training a small network with its settings.</summary>
    /// <param name="recipe">The recipe of the run. If it is not valid, the run itself reports the error later.</param>
    /// <param name="awaited">
    /// The task that reads the data set. Once it has completed, the warm-up does not start another part, because it
    /// would compete with the run. Null to do all parts.
    /// </param>
    /// <param name="cancellationToken">Cancels the warm-up.</param>
    /// <exception cref="OperationCanceledException">The warm-up was canceled.</exception>
    public static void Run(
        TrainingRecipe recipe, Task? awaited = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (HasCompleted()) return;
        TrainingRecipe small = recipe with
        {
            HiddenLayers = HiddenLayerList.Uniform(Math.Min(recipe.HiddenLayers.Depth, 3), Width),
            Network = null,
            BatchSize = Math.Clamp(recipe.BatchSize, 2, 16),
            Steps = 2,
            EvaluateEvery = 1,
            ValidationCount = Math.Clamp(recipe.ValidationCount, 0, 16),
            Diagnostic = false,
            InitialNetwork = null,
        };
        SweepOptions options = new() { ThrottleLimit = 1, Threads = 1 };
        try
        {
            foreach (SweepOutcome _ in
                new Sweep([small], SyntheticDataset(), options, FirstStep).Run(cancellationToken))
            {
                // a sweep of one run, which ends after its first step
            }
            if (HasCompleted()) return;
            foreach (SweepOutcome _ in new Sweep([small], SyntheticDataset(), options).Run(cancellationToken))
            {
                // the same run to its end
            }
        }
        catch (SwishException)
        {
            // The run itself reports the error, with its own values in the message.
        }

        bool HasCompleted() => awaited is { IsCompleted: true };

        TrainingResult FirstStep(
            TrainingRecipe recipe, Dataset dataset, TrainingOptions options, CancellationToken cancellationToken)
        {
            using TrainingRun run = new(recipe, dataset, options, cancellationToken);
            run.Step();
            if (!HasCompleted()) run.Test();
            return TrainingResult.CreateFailed(recipe, dataset);
        }
    }

    /// <summary>
    /// Creates a data set in which one pixel in eight is not zero, so that the sparse kernels are used, as with MNIST.
    /// </summary>
    private static Dataset SyntheticDataset()
    {
        byte[] pixels = new byte[ImageCount * ImageSize * ImageSize], labels = new byte[ImageCount];
        for (int i = 0; i < pixels.Length; i += 8) pixels[i] = (byte)(i >> 3);
        for (int i = 0; i < labels.Length; i++) labels[i] = (byte)(i % 10);
        ExampleSet images = new(pixels, labels, ImageSize * ImageSize);
        return new("synthetic", ImageSize, ImageSize, 10, images, images, fingerprint: "");
    }
}
