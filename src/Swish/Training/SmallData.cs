using System.Globalization;
using Swish.Data;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>
/// Fits the default recipe, which is for tens of thousands of examples, to data sets with few of them. It changes only
/// settings that were not given, and none of a recipe that could be trained before.
/// </summary>
public static class SmallData
{
    private const int BatchSize = 32;
    private const int MinSteps = 2000;
    private const int MaxEpochs = 1000;
    private const int ValidationShare = 10;
    private const int LargestShare = 5;

    /// <summary>Gets the settings that are fitted, or that decide which others are, unless they were given.</summary>
    public static IReadOnlyList<RecipeSetting> FittedSettings { get; } =
        [RecipeSettings.ValidationCount, RecipeSettings.BatchSize, RecipeSettings.Epoch, RecipeSettings.Step];

    /// <summary>
    /// Returns a recipe for a data set. If its validation set would be more than a fifth of the training examples, one
    /// tenth is used; a batch that is more than a tenth of the others has 32 examples; and there are as many epochs as
    /// 2,000 steps need, at most 1,000.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="isGiven">Returns whether a setting was given, and must stay.</param>
    /// <returns>The recipe, or a copy of it with other values.</returns>
    public static TrainingRecipe Fit(TrainingRecipe recipe, Dataset dataset, Func<RecipeSetting, bool> isGiven)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(isGiven);
        int count = dataset.Training.Count;
        // Gray images with enough examples were trained with the default recipe before it was fitted.
        int limit = dataset.Shape is { IsImage: true, Channels: 1 } ? count - 1 : count / LargestShare;
        if (TrainingRecipe.Default.ValidationCount <= limit) return recipe;
        if (!isGiven(RecipeSettings.ValidationCount)) recipe = recipe with { ValidationCount = count / ValidationShare };
        int trained = count - recipe.ValidationCount;
        if (!isGiven(RecipeSettings.BatchSize) && recipe.BatchSize > trained / ValidationShare)
            recipe = recipe with { BatchSize = Math.Clamp(trained, 1, BatchSize) };
        if (isGiven(RecipeSettings.Epoch) || isGiven(RecipeSettings.Step)) return recipe;
        int stepsPerEpoch = Math.Max(1, trained / recipe.BatchSize);
        int epochs = Math.Clamp((MinSteps + stepsPerEpoch - 1) / stepsPerEpoch, recipe.Epochs, MaxEpochs);
        return recipe with { Epochs = epochs };
    }

    /// <summary>Describes what was chosen for a data set.</summary>
    /// <param name="recipes">The recipes.</param>
    /// <param name="fitted">What <see cref="Fit"/> returned for each.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="stop">Cancels looking at many recipes.</param>
    /// <returns>A sentence; null if nothing was changed.</returns>
    public static string? Describe(
        IReadOnlyList<TrainingRecipe> recipes, IReadOnlyList<TrainingRecipe> fitted, Dataset dataset,
        CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        (string? Text, string Parameter)[] settings =
        [
            (Chosen(r => r.Epochs, "{0} epochs"), "-Epoch"), (Chosen(r => r.BatchSize, "batches of {0}"), "-BatchSize"),
            (Chosen(r => r.ValidationCount, "{0} examples for validation"), "-ValidationCount"),
        ];
        settings = [.. settings.Where(s => s.Text is not null)];
        return settings.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"Chosen for the {dataset.Training.Count} training examples of {dataset.Name}: ")
            + $"{string.Join(", ", settings.Select(s => s.Text))} ({string.Join(", ", settings.Select(s => s.Parameter))}).";

        string? Chosen(Func<TrainingRecipe, int> setting, string format)
        {
            int[] values =
            [
                .. recipes.Zip(fitted).StopWith(stop).Where(r => setting(r.First) != setting(r.Second))
                    .Select(r => setting(r.Second)),
            ];
            return values.Length == 0 ? null : string.Format(CultureInfo.InvariantCulture, format,
                values.Min() == values.Max() ? $"{values[0]}" : $"{values.Min()} to {values.Max()}");
        }
    }
}
