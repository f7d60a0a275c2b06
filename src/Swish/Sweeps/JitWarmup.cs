using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// A small stand-in for a run, on made-up images, so that the runtime compiles what the run will call while something
/// else, the reading of the data set, is waited for: first what comes before the end of the first step, and then, as
/// long as there is time, what comes after it. A first run starts a tenth of a second sooner by it; nothing is kept,
/// and no run's bits depend on it.
/// </summary>
public static class JitWarmup
{
    private const int Side = 28;
    private const int Images = 64;

    /// <summary>Rehearses a run.</summary>
    /// <param name="recipe">The run; one that is rejected or fails is not rehearsed to its end, and says so when its
    /// turn comes.</param>
    /// <param name="awaited">What is waited for: once it has ended, no part is begun any more: a rehearsal would
    /// only be in the run's way. Null: all is rehearsed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static void Run(
        TrainingRecipe recipe, Task? awaited = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (IsThere()) return;
        TrainingRecipe small = recipe with
        {
            HiddenLayers = HiddenLayerList.Uniform(Math.Min(recipe.HiddenLayers.Depth, 3), 32),
            BatchSize = Math.Clamp(recipe.BatchSize, 2, 16),
            Steps = 2,
            EvaluateEvery = 1,
            ValidationCount = Math.Clamp(recipe.ValidationCount, 0, 16),
            Diagnostic = false,
        };
        SweepOptions options = new() { ThrottleLimit = 1, Threads = 1 };
        try
        {
            foreach (SweepOutcome _ in new Sweep([small], SyntheticDataset(), options, FirstStep).Run(cancellationToken))
            {
                // one run
            }
            if (IsThere()) return;
            foreach (SweepOutcome _ in new Sweep([small], SyntheticDataset(), options).Run(cancellationToken))
            {
                // the same to its end
            }
        }
        catch (SwishException)
        {
            // the run itself will be rejected, with its own values in the message
        }

        bool IsThere() => awaited is { IsCompleted: true };

        TrainingResult FirstStep(
            TrainingRecipe recipe, Dataset dataset, TrainingOptions options, CancellationToken cancellationToken)
        {
            using TrainingRun run = new(recipe, dataset, options, cancellationToken);
            run.Step();
            if (!IsThere()) run.Test();
            return TrainingResult.CreateFailed(recipe, dataset);
        }
    }

    /// <summary>Images of which one pixel in eight is not zero, so that the sparse kernels run where MNIST would have
    /// them.</summary>
    private static Dataset SyntheticDataset()
    {
        byte[] pixels = new byte[Images * Side * Side], labels = new byte[Images];
        for (int i = 0; i < pixels.Length; i += 8) pixels[i] = (byte)(i >> 3);
        for (int i = 0; i < labels.Length; i++) labels[i] = (byte)(i % 10);
        LabeledImages images = new(pixels, labels, Side * Side);
        return new("stand-in", Side, Side, 10, images, images, fingerprint: "");
    }
}
