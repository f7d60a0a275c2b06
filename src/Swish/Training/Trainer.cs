using System.Diagnostics;
using Swish.Data;
using Swish.Recipes;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>Trains one network and evaluates it.</summary>
public static class Trainer
{
    /// <summary>Does the run that a recipe describes.</summary>
    /// <param name="recipe">The run; validated before anything is done.</param>
    /// <param name="dataset">The data to train, validate and test on.</param>
    /// <param name="options">What changes the speed alone; null: one thread.</param>
    /// <param name="cancellationToken">Ends the run within milliseconds, in the midst of a step.</param>
    /// <returns>The result; a run that diverged has Status Diverged.</returns>
    /// <exception cref="SwishException">The recipe does not fit the data, or has values out of range.</exception>
    /// <exception cref="OperationCanceledException">The run was canceled.</exception>
    public static TrainingResult Run(
        TrainingRecipe recipe, Dataset dataset, TrainingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new();
        long start = Stopwatch.GetTimestamp();
        using TrainingRun run = new(recipe, dataset, options, cancellationToken);
        LearningCurve curve = new(run);
        List<LayerDiagnostic> diagnostics = [];
        int evaluateEvery = RecipeSize.EvaluateEvery(recipe, dataset);
        TimeSpan training = TimeSpan.Zero;
        bool isSound = true;
        Diagnose();
        while (isSound && run.StepsDone < run.Steps)
        {
            long stepStart = Stopwatch.GetTimestamp();
            isSound = run.Step();
            training += Stopwatch.GetElapsedTime(stepStart);
            if (isSound) curve.AddStep();
            if (isSound && (run.StepsDone % evaluateEvery == 0 || run.StepsDone == run.Steps))
            {
                curve.AddPoint();
                Diagnose();
            }
            options.Progress?.Invoke(new(run.StepsDone, run.Steps, run.Loss, curve.ValidationAccuracy));
        }

        if (!isSound) Diagnose();

        double chance = 1.0 / dataset.Classes;
        (double testLoss, double testAccuracy) = isSound ? run.Test() : (double.NaN, chance);
        // Before the fingerprint: the first run on a data set may have to wait for its hash.
        TimeSpan whole = Stopwatch.GetElapsedTime(start);
        TrainingResult result = TrainingResult.CreateFailed(recipe, dataset) with
        {
            Epochs = (double)run.StepsDone / run.StepsPerEpoch,
            Steps = run.StepsDone,
            RunStatus = isSound ? RunStatus.Completed : RunStatus.Diverged,
            TestAccuracy = testAccuracy,
            ValidationAccuracy = isSound ? curve.ValidationAccuracy : recipe.ValidationCount > 0 ? chance : double.NaN,
            TestLoss = testLoss,
            TrainLoss = isSound ? curve.LastEpochLoss : double.NaN,
            Parameters = run.Network.Parameters.Sum(block => block.Count),
            Seconds = whole.TotalSeconds,
            SamplesPerSecond = (double)run.StepsDone * recipe.BatchSize / training.TotalSeconds,
            WeightHash = isSound ? WeightDigest.Compute(run.Network) : "",
        };
        return result.WithHistory(curve.Points).WithDiagnostics(diagnostics);

        // A step that diverged changed nothing: where the step before was looked at, there is nothing new.
        void Diagnose()
        {
            if (recipe.Diagnostic && (diagnostics.Count == 0 || diagnostics[^1].Step < run.StepsDone))
                diagnostics.AddRange(run.Diagnose());
        }
    }
}
