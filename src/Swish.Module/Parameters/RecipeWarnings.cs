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
    public static IEnumerable<string> Of(RecipeGrid start, RecipeGrid grid, Func<string, bool> given) =>
        // A recipe's property may have been set to null, which is rejected later, with its name.
        grid is { LearningRate: not null, BatchSize: not null } && start.LearningRate is not null
            ? [.. OfRates(start, grid), .. OfLayers(grid, given), .. WithoutEffect(start, grid, given)]
            : [];

    private static IEnumerable<string> OfRates(RecipeGrid start, RecipeGrid grid)
    {
        double largest = grid.LearningRate.DefaultIfEmpty().Max();
        double usual = start.LearningRate.DefaultIfEmpty(double.NaN).Max();
        if (grid.Optimizer == start.Optimizer && largest >= Suspicious * usual)
            yield return Text(
                $"A learning rate of {largest} is {largest / usual:0} times that of {start.Name}, {usual}.");
        foreach ((string name, double decay) in new[] { ("weight decay", grid.WeightDecay), ("L2 penalty", grid.L2) })
            if (largest * decay >= 1)
                yield return Text(
                    $"A {name} of {decay} with a learning rate of {largest} takes away {largest * decay:0.#} ")
                    + "times each weight in a step.";
        if (Decays(grid) && grid.DecayRate > 1)
            yield return Text($"With a decay rate of {grid.DecayRate}, above 1, the learning rate grows.");
        if (grid.Step is int steps && grid.WarmupStep > steps)
            yield return Text($"The warm-up of {grid.WarmupStep} steps is longer than the run of {steps}.");
    }

    private static IEnumerable<string> OfLayers(RecipeGrid grid, Func<string, bool> given)
    {
        int interval = RecipeGrid.ParseBatchNorm(grid.BatchNorm);
        int deepest = Deepest(grid);
        if (interval > 1 && interval > deepest)
            yield return Text(
                $"-BatchNorm {interval} has no effect: it begins at hidden layer {interval}, the last is {deepest}.");
        if (interval > 0 && grid.BatchSize.Contains(1))
            yield return "Batch normalization with a batch of 1 has nothing to normalize over: "
                + "each output is the shift alone.";
        foreach (string name in (string[])["Activation", "Dropout", "Residual"])
            if (deepest == 0 && given(name))
                yield return $"-{name} has no effect: the network has no hidden layer.";
    }

    private static IEnumerable<string> WithoutEffect(RecipeGrid start, RecipeGrid grid, Func<string, bool> given)
    {
        bool exponential = grid.Schedule == ScheduleKind.Exponential;
        (string Name, bool Works, string With)[] parameters =
        [
            ("Momentum", grid.Optimizer is OptimizerKind.Momentum or OptimizerKind.Nesterov,
                "-Optimizer Momentum or Nesterov"),
            ("DecayRate", Decays(grid), "-Schedule Exponential or Step"),
            ("DecayStep", Decays(grid), "-Schedule Exponential or Step"),
            ("Staircase", exponential, "-Schedule Exponential"),
            ("L2Layer", grid.L2 > 0, "-L2 above 0"),
            ("BatchNormPosition", RecipeGrid.ParseBatchNorm(grid.BatchNorm) > 0, "-BatchNorm"),
        ];
        foreach ((string name, bool works, string with) in parameters)
            if (given(name) && !works)
                yield return $"-{name} has no effect on the recipe {start.Name} but with {with}.";
    }

    private static bool Decays(RecipeGrid grid) => grid.Schedule is ScheduleKind.Exponential or ScheduleKind.Step;

    private static int Deepest(RecipeGrid grid) =>
        grid.Depth?.DefaultIfEmpty().Max() ?? grid.HiddenLayer?.Length ?? new TrainingRecipe().HiddenLayers.Depth;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
