using System.Diagnostics;
using Swish.Data;
using Swish.Models;
using Swish.Recipes;
using Swish.Training.Checkpoints;
using Swish.Training.Diagnostics;

namespace Swish.Training;

/// <summary>Trains one network and evaluates it.</summary>
public static class Trainer
{
    /// <summary>Trains a network as described by a recipe, and evaluates it on the test set.</summary>
    /// <param name="recipe">The recipe, which is validated first.</param>
    /// <param name="dataset">The data set to train, validate and test on.</param>
    /// <param name="options">Options that do not affect the numbers; null for one thread.</param>
    /// <param name="cancellationToken">Cancels the run within milliseconds, even in the middle of a step.</param>
    /// <returns>The result. If the run diverged, its status is Diverged.</returns>
    /// <exception cref="SwishException">
    /// The recipe is not valid for the data set or the machine; see <see cref="RecipeValidator.Validate(TrainingRecipe,
    /// Dataset)"/>.
    /// </exception>
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
        EarlyStopping? stopping = recipe.Patience > 0 ? new(run.Network, recipe.Patience) : null;
        List<LayerDiagnostic> diagnostics = [];
        int evaluateEvery = RecipeSize.EvaluateEvery(recipe, dataset);
        TimeSpan training = TimeSpan.Zero, before = TimeSpan.Zero;
        bool isFinite = true;
        Resume();
        if (run.StepsDone == 0) Diagnose();
        while (isFinite && run.StepsDone < run.Steps && stopping is not { IsDone: true })
        {
            long stepStart = Stopwatch.GetTimestamp();
            isFinite = run.Step();
            training += Stopwatch.GetElapsedTime(stepStart);
            if (isFinite) curve.AddStep();
            if (isFinite && (run.StepsDone % evaluateEvery == 0 || run.StepsDone == run.Steps))
            {
                TrainingPoint point = curve.AddPoint();
                stopping?.Add(point);
                Diagnose();
            }
            options.Progress?.Invoke(new(run.StepsDone, run.Steps, run.Loss, curve.ValidationAccuracy));
            if (isFinite && run.StepsDone < run.Steps) Save();
        }

        if (!isFinite) Diagnose();
        else
        {
            stopping?.RestoreBest();
            run.Complete();
        }

        double guessing = dataset.IsRegression ? double.NaN : 1.0 / dataset.Classes;
        RunEvaluation test = isFinite ? run.Test() : new(double.NaN, guessing);
        // Take the time before the fingerprint is computed, because that may wait for the hash of the data set.
        TimeSpan total = before + Stopwatch.GetElapsedTime(start);
        TrainingResult result = TrainingResult.CreateFailed(recipe, dataset) with
        {
            Epochs = (double)run.StepsDone / run.StepsPerEpoch,
            Steps = run.StepsDone,
            RunStatus = isFinite ? RunStatus.Completed : RunStatus.Diverged,
            TestAccuracy = test.Accuracy,
            R2 = test.R2,
            RMSE = test.Rmse,
            MAE = test.Mae,
            ValidationAccuracy =
                isFinite ? stopping?.BestPoint?.ValidationAccuracy ?? curve.ValidationAccuracy
                : recipe.ValidationCount > 0 ? guessing : double.NaN,
            TestLoss = test.Loss,
            TrainLoss = isFinite ? curve.LastEpochLoss : double.NaN,
            Parameters = run.Network.Parameters.Sum(block => block.Count),
            Seconds = total.TotalSeconds,
            SamplesPerSecond = (double)run.StepsDone * recipe.BatchSize / training.TotalSeconds,
            WeightHash = isFinite ? WeightDigest.Compute(run.Network, cancellationToken) : "",
        };
        result = result.WithHistory(curve.Points).WithDiagnostics(diagnostics);
        if (test.CorrectBits is byte[] bits)
            result = result.WithCorrectness(
                ExampleCorrectness.TryCreate(bits, dataset.Test.Count, dataset.Fingerprint));
        return options.KeepsNetwork && isFinite
            ? result.WithNetwork(TrainedNetwork.Copy(run.Network, recipe, dataset, run.Transform))
            : result;

        void Resume()
        {
            if (options.Checkpoint?.Read(
                    RecipeFingerprint.Compute(recipe, dataset), c => run.Fits(c) && curve.Fits(c), cancellationToken)
                is not Checkpoint saved)
                return;
            run.Resume(saved);
            curve.Resume(saved);
            stopping?.Resume(saved.Points, saved.BestNetwork);
            diagnostics.AddRange(saved.Diagnostics);
            training = saved.TrainingTime;
            before = saved.TotalTime;
        }

        void Save()
        {
            if (options.Checkpoint is not { Every: > 0 } file || run.StepsDone % file.Every != 0) return;
            file.Write(RecipeFingerprint.Compute(recipe, dataset), curve.Save(run.Save()) with
            {
                BestNetwork = stopping?.BestNetwork,
                Diagnostics = [.. diagnostics],
                TrainingTime = training,
                TotalTime = before + Stopwatch.GetElapsedTime(start),
            }, cancellationToken);
        }

        // A step that diverged changed no parameter, so do not repeat the diagnostics of the step before it.
        void Diagnose()
        {
            if (recipe.Diagnostic && (diagnostics.Count == 0 || diagnostics[^1].Step < run.StepsDone))
                diagnostics.AddRange(run.Diagnose());
        }
    }
}
