using System.Globalization;
using Swish.Sweeps;
using Swish.Training;

namespace Swish.Module.Parameters;

/// <summary>What is legal in a recipe, and surely not what was wanted.</summary>
internal static class RecipeWarnings
{
    // A learning rate this many times the recipe's is a slip of the decimal point, or two.
    private const double Suspicious = 100;

    /// <summary>The warnings for a recipe whose values parameters have replaced.</summary>
    /// <param name="start">The recipe as it was.</param>
    /// <param name="grid">The recipe as it is to run.</param>
    /// <param name="given">Whether a parameter of a name was given.</param>
    public static IEnumerable<string> Of(RecipeGrid start, RecipeGrid grid, Func<string, bool> given)
    {
        // A recipe's property may have been set to null, which is refused later, with its name.
        if (grid is not { LearningRate: { } rates, BatchSize: { } batches } || start.LearningRate is null) yield break;
        double largest = rates.DefaultIfEmpty().Max();
        double usual = start.LearningRate.DefaultIfEmpty(double.NaN).Max();
        if (grid.Optimizer == start.Optimizer && largest >= Suspicious * usual)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"A learning rate of {largest} is {largest / usual:0} times that of {start.Name}, {usual}.");
        int interval = RecipeGrid.ParseBatchNorm(grid.BatchNorm);
        bool normalizes = interval > 0;
        int deepest = grid.Depth?.DefaultIfEmpty().Max()
            ?? grid.HiddenLayer?.Length ?? new TrainingRecipe().HiddenLayers.Depth;
        if (interval > 1 && interval > deepest)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"-BatchNorm {interval} has no effect: it begins at hidden layer {interval}, and the last is {deepest}.");
        if (normalizes && batches.Contains(1))
            yield return "Batch normalisation with a batch of 1 has nothing to normalise over: "
                + "each output is the shift alone.";
        bool exponential = grid.Schedule == ScheduleKind.Exponential;
        bool decays = exponential || grid.Schedule == ScheduleKind.Step;
        bool hasMomentum = grid.Optimizer is OptimizerKind.Momentum or OptimizerKind.Nesterov;
        (string Name, bool Works, string With)[] parameters =
        [
            ("Momentum", hasMomentum, "-Optimizer Momentum or Nesterov"),
            ("DecayRate", decays, "-Schedule Exponential or Step"),
            ("DecayStep", decays, "-Schedule Exponential or Step"),
            ("Staircase", exponential, "-Schedule Exponential"),
            ("L2Layer", grid.L2 > 0, "-L2 above 0"),
            ("BatchNormPosition", normalizes, "-BatchNorm"),
        ];
        foreach ((string name, bool works, string with) in parameters)
            if (given(name) && !works)
                yield return $"-{name} has no effect on the recipe {start.Name} but with {with}.";
        if (grid.Step is int steps && grid.WarmupStep > steps)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The warm-up of {grid.WarmupStep} steps is longer than the run of {steps}.");
    }
}
