using System.Globalization;
using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Module.Parameters;

/// <summary>Finds settings of a recipe that are valid but most likely a mistake.</summary>
internal static class RecipeWarnings
{
    // A learning rate this many times that of the recipe is probably a misplaced decimal point.
    private const double Suspicious = 100;

    /// <summary>Returns the warnings for a recipe after parameters have replaced its values.</summary>
    /// <param name="start">The original recipe.</param>
    /// <param name="grid">The recipe to run.</param>
    /// <param name="recipes">The runs of the recipe, one or more.</param>
    /// <param name="given">Returns whether a parameter was given, by name.</param>
    /// <param name="stop">Cancels looking at many runs.</param>
    public static IEnumerable<string> Of(
        RecipeGrid start, RecipeGrid grid, IReadOnlyList<TrainingRecipe> recipes, Func<string, bool> given,
        CancellationToken stop)
    {
        IEnumerable<TrainingRecipe> all = recipes.StopWith(stop);
        return [.. OfRates(start, grid, all, given), .. OfLayers(all, given), .. WithoutEffect(start, all, given)];
    }

    /// <summary>Returns the warnings for runs whose length is known with the data.</summary>
    /// <param name="recipes">The runs.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="stop">Cancels looking at many runs.</param>
    public static IEnumerable<string> OfLength(
        IReadOnlyList<TrainingRecipe> recipes, Dataset dataset, CancellationToken stop)
    {
        int half = dataset.Training.Count / 2;
        // Others are rejected, with a sentence of their own.
        TrainingRecipe[] possible = [.. recipes.StopWith(stop).Where(r => r.ValidationCount < dataset.Training.Count
            && r.BatchSize <= RecipeSize.TrainingCount(r, dataset))];
        TrainingRecipe? shortest = possible.Where(r => r.WarmupStep > RecipeSize.Steps(r, dataset))
            .MinBy(r => RecipeSize.Steps(r, dataset));
        if (shortest is not null)
            yield return Text($"The warm-up of {shortest.WarmupStep} steps is longer than the run of ")
                + Text($"{RecipeSize.Steps(shortest, dataset)}, which ends below the full learning rate.");
        if (possible.FirstOrDefault(r => r.ValidationCount > half) is { } large)
            yield return Text($"{large.ValidationCount} of the {dataset.Training.Count} training images of ")
                + $"{dataset.Name} are for validation, and the others to train on; specify a smaller -ValidationCount.";
    }

    private static IEnumerable<string> OfRates(
        RecipeGrid start, RecipeGrid grid, IEnumerable<TrainingRecipe> recipes, Func<string, bool> given)
    {
        double largest = recipes.Max(r => r.LearningRate);
        double usual = ((double[])start.Get(RecipeSettings.LearningRate)!).DefaultIfEmpty(double.NaN).Max();
        var optimizers = (OptimizerKind[])grid.Get(RecipeSettings.Optimizer)!;
        bool sameOptimizer = optimizers.SequenceEqual((OptimizerKind[])start.Get(RecipeSettings.Optimizer)!);
        if (sameOptimizer && largest >= Suspicious * usual)
            yield return Text(
                $"A learning rate of {largest} is {largest / usual:0} times that of {start.Name}, {usual}.");
        if (!sameOptimizer && !given("LearningRate") && optimizers.Contains(OptimizerKind.SGD)
            && usual == TrainingRecipe.Default.LearningRate)
            yield return Text(
                $"The learning rate of {start.Name}, {usual}, is one for Adam; SGD learns little with it. ")
                + "Specify a -LearningRate, such as 0.1.";
        TrainingRecipe first = recipes.First();
        foreach ((string name, double decay) in new[] { ("weight decay", first.WeightDecay), ("L2 penalty", first.L2) })
            if (largest * decay >= 1)
                yield return Text(
                    $"A {name} of {decay} with a learning rate of {largest} takes away {largest * decay:0.#} ")
                    + "times each weight in a step.";
        if (first.DecayRate > 1 && recipes.Any(RecipeSettings.DecayRate.HasEffect!))
            yield return Text($"With a decay rate of {first.DecayRate}, above 1, the learning rate grows.");
    }

    private static IEnumerable<string> OfLayers(IEnumerable<TrainingRecipe> recipes, Func<string, bool> given)
    {
        if (given("Activation") && recipes.All(r => r.Network is { HasActivationPlace: false }))
            yield return "-Activation has no effect: all activations of the network have a function. Write Activation "
                + "without a function where that of the recipe belongs.";
        if (recipes.Any(r => r.Network is not null)) yield break;
        TrainingRecipe first = recipes.First();
        int interval = first.BatchNormInterval;
        int deepest = recipes.Max(r => r.HiddenLayers.Depth);
        if (interval > 1 && interval > deepest)
            yield return Text(
                $"-BatchNorm {interval} has no effect: it begins at hidden layer {interval}, the last is {deepest}.");
        if (interval > 0 && recipes.Any(r => r.BatchSize == 1))
            yield return "Batch normalization with a batch of 1 has nothing to normalize over: "
                + "each output is the shift only.";
        foreach (string name in (string[])["Activation", "Dropout", "Residual"])
            if (deepest == 0 && given(name))
                yield return $"-{name} has no effect: the network has no hidden layer.";
        if (deepest > 0 && given("Residual") && first.Residual && !recipes.Any(HasEqualNeighbors))
            yield return $"-Residual has no effect on the hidden layers {first.HiddenLayers}: an identity is "
                + "added around a layer that is as wide as its input.";
    }

    private static IEnumerable<string> WithoutEffect(
        RecipeGrid start, IEnumerable<TrainingRecipe> recipes, Func<string, bool> given) =>
        from setting in RecipeSettings.All
        where setting.HasEffect is not null && given(setting.Name) && !recipes.Any(setting.HasEffect)
        select $"-{setting.Name} has no effect on the recipe {start.Name} but with {setting.EffectNeeds}.";

    /// <summary>
    /// Returns whether any hidden layer is as wide as the one before. The width of the input is not known yet.
    /// </summary>
    private static bool HasEqualNeighbors(TrainingRecipe recipe) =>
        recipe.HiddenLayers.Zip(recipe.HiddenLayers.Skip(1), (one, next) => one == next).Contains(true);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
