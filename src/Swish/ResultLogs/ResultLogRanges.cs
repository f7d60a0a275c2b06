using System.Globalization;
using Swish.Training;
using Swish.Training.Diagnostics;

namespace Swish.ResultLogs;

/// <summary>
/// Checks that the numbers of a line are numbers that a run can have. A log is input: its check finds damage, but
/// anyone can compute it for a line of their own.
/// </summary>
internal static class ResultLogRanges
{
    private static readonly NumberRange Fraction = new(AtLeast: 0, AtMost: 1);
    private static readonly NumberRange NotNegative = new(AtLeast: 0);

    /// <summary>
    /// The largest number of rows of diagnostics: those of a run, and those of the last step of one that diverged.
    /// </summary>
    public const int MaximumDiagnostics = RecipeValidator.MaximumPoints + Recipes.RecipeSettings.MaximumDepth;

    /// <summary>Computes the largest number of points of the learning curve of a run.</summary>
    /// <param name="result">The result without its learning curve.</param>
    /// <returns>The number of steps, and no more than any run has.</returns>
    public static int MaximumPoints(TrainingResult result) =>
        Math.Clamp(result.Steps, 0, RecipeValidator.MaximumPoints + 1);

    /// <summary>Finds a number that no run can have.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>What is wrong, as the end of a sentence; null if nothing is.</returns>
    public static string? FindError(ResultLogEntry entry)
    {
        TrainingResult r = entry.Result;
        return Text("fingerprint", r.RunId) ?? Text("weightHash", r.WeightHash) ?? Text("activation", r.Activation)
            ?? Text("hiddenLayers", r.HiddenLayers) ?? Text("network", r.Network ?? "")
            ?? Text("batchNorm", r.BatchNorm) ?? Text("initializer", r.Initializer)
            ?? Text("setting", r.Setting) ?? Text("looks", r.Looks ?? "") ?? Text("gateLayers", r.GateLayers ?? "")
            ?? Text("networkPath", r.NetworkPath ?? "")
            ?? Number("depth", r.Depth, NotNegative) ?? Number("width", r.Width ?? 0, NotNegative)
            ?? (Enum.IsDefined(r.RunStatus) ? null : $"its status is {r.RunStatus:D}, which no run has")
            ?? Number("batchSize", r.BatchSize, NotNegative) ?? Number("learningRate", r.LearningRate, NotNegative)
            ?? Number("l2", r.L2, NotNegative) ?? Number("dropout", r.Dropout, Fraction)
            ?? Number("seed", r.Seed, NotNegative) ?? Measure("epochs", r.Epochs)
            ?? Number("steps", r.Steps, NotNegative) ?? Share("testAccuracy", r.TestAccuracy)
            ?? Share("validationAccuracy", r.ValidationAccuracy) ?? Measure("testLoss", r.TestLoss)
            ?? Measure("trainLoss", r.TrainLoss) ?? Number("parameters", r.Parameters, NotNegative)
            ?? Measure("seconds", r.Seconds) ?? Measure("samplesPerSecond", r.SamplesPerSecond)
            ?? Number("classes", r.Classes ?? 1, new(AtLeast: PredictsNumbers(r) ? 0 : 1))
            ?? Share("chanceAccuracy", r.ChanceAccuracy)
            ?? Number("testCount", r.TestCount ?? 1, new(AtLeast: 1))
            ?? Number("vectorBits", entry.Machine.VectorBits, new(AtLeast: 0, AtMost: 1 << 16))
            ?? Errors(r) ?? Correctness(r) ?? History(r) ?? Diagnostics(r);
    }

    /// <summary>Determines whether a result can be one of regression, which has no classes and no accuracy.</summary>
    private static bool PredictsNumbers(TrainingResult result) =>
        double.IsNaN(result.TestAccuracy) && double.IsNaN(result.ValidationAccuracy)
        && result.ChanceAccuracy is 0 or double.NaN && result.GetCorrectness() is null;

    /// <summary>Checks the errors of predicted numbers, which a run with classes does not have.</summary>
    private static string? Errors(TrainingResult result) =>
        result.Classes != 0 && (result.R2 ?? result.RMSE ?? result.MAE) is not null
            ? "it has classes and errors of predicted numbers"
            : (result.R2 > 1 ? Wrong("r2", result.R2.Value, new(AtMost: 1)) : null)
                ?? Measure("rmse", result.RMSE ?? 0) ?? Measure("mae", result.MAE ?? 0);

    private static string? Correctness(TrainingResult result) =>
        result.GetCorrectness() is ExampleCorrectness bits
        && (result.RunStatus != RunStatus.Completed
            || (double)bits.CorrectCount / bits.Count != result.TestAccuracy)
            ? "its bits of correctly classified test examples contradict its testAccuracy" : null;

    private static string? History(TrainingResult result)
    {
        int step = 0;
        foreach (TrainingPoint point in result.GetHistory())
        {
            string? error = Number("step of the learning curve", point.Step, new(Above: step, AtMost: result.Steps))
                ?? Measure("epoch of the learning curve", point.Epoch)
                ?? Measure("learning rate of the learning curve", point.LearningRate)
                ?? Measure("training loss of the learning curve", point.TrainLoss)
                ?? Measure("validation loss of the learning curve", point.ValidationLoss)
                ?? Share("validation accuracy of the learning curve", point.ValidationAccuracy);
            if (error is not null) return error;
            step = point.Step;
        }
        return null;
    }

    private static string? Diagnostics(TrainingResult result)
    {
        foreach (LayerDiagnostic layer in result.GetDiagnostics())
        {
            string? error = Number("step of the diagnostics", layer.Step, new(AtLeast: 0, AtMost: result.Steps))
                ?? Number("layer of the diagnostics", layer.Layer, NotNegative)
                ?? Measure("standard deviation of the diagnostics", layer.StandardDeviation)
                ?? Share("fraction of dead units of the diagnostics", layer.DeadShare)
                ?? Measure("gradient norm of the diagnostics", layer.GradientNorm)
                ?? Measure("weight norm of the diagnostics", layer.WeightNorm)
                ?? layer.LearnableParameters.Select(p => Text("parameter of the diagnostics", p.Name))
                    .FirstOrDefault(e => e is not null);
            if (error is not null) return error;
        }
        return null;
    }

    /// <summary>Checks a number from 0 that may be infinite, or NaN where the run has none.</summary>
    private static string? Measure(string name, double number) =>
        number < 0 ? Wrong(name, number, NotNegative) : null;

    /// <summary>Checks a fraction, or NaN where the run has none.</summary>
    private static string? Share(string name, double number) =>
        double.IsNaN(number) ? null : Number(name, number, Fraction);

    private static string? Number(string name, double number, NumberRange range) =>
        range.Contains(number) ? null : Wrong(name, number, range);

    // A JSON null is read as a text of a column that always has one.
    private static string? Text(string name, string? text) =>
        text is null ? $"its {name} is missing"
        : text.Any(PrintableText.IsUnprintable) ? $"its {name} contains a control character" : null;

    private static string Wrong(string name, double number, NumberRange range) => string.Create(
        CultureInfo.InvariantCulture,
        $"its {name} is {number}, which no run has ({range.Describe("it", whole: false)})");
}
