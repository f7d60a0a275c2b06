using System.Globalization;
using System.Text.Json;
using Swish.Activations;
using Swish.Recipes;
using Swish.Training;

namespace Swish.ResultLogs;

/// <summary>
/// Compares the columns of a result in a log with the recipe in the same line. A line that contradicts itself was not
/// written by Swish, even if its check is right: a comparison would take its run for one of another recipe.
/// </summary>
internal static class ResultLogConsistency
{
    /// <summary>Finds a column that is not that of the recipe.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>What is wrong, as the end of a sentence; null if nothing is.</returns>
    public static string? FindError(ResultLogEntry entry)
    {
        using JsonDocument document = JsonDocument.Parse(entry.RecipeJson);
        JsonElement recipe = document.RootElement;
        TrainingResult r = entry.Result;
        return Fingerprint(entry, recipe)
            ?? Activation(r, recipe)
            ?? (Has(recipe, RecipeSettings.Network) ? null : Text(recipe, RecipeSettings.HiddenLayers, r.HiddenLayers))
            ?? (Has(recipe, RecipeSettings.Network) ? null : Shape(r))
            ?? Number(recipe, RecipeSettings.BatchSize, r.BatchSize)
            ?? Number(recipe, RecipeSettings.LearningRate, r.LearningRate)
            ?? Text(recipe, RecipeSettings.Optimizer, r.Optimizer.ToString())
            ?? Text(recipe, RecipeSettings.Schedule, r.Schedule.ToString())
            ?? Number(recipe, RecipeSettings.L2, r.L2)
            ?? Number(recipe, RecipeSettings.Dropout, r.Dropout)
            ?? Text(recipe, RecipeSettings.Residual, r.Residual ? "true" : "false")
            ?? Text(recipe, RecipeSettings.Initializer, r.Initializer)
            ?? Number(recipe, RecipeSettings.Seed, r.Seed)
            ?? Steps(r, recipe);
    }

    /// <summary>
    /// Checks the key of the run. Weights by name depend on names of classes that are not all in the line.
    /// </summary>
    private static string? Fingerprint(ResultLogEntry entry, JsonElement recipe) =>
        Has(recipe, RecipeSettings.ClassWeight)
        || RecipeFingerprint.IsOf(entry.Result.RunId, entry.RecipeJson, entry.DatasetFingerprint)
            ? null : "its fingerprint is not that of its recipe and its data set in this version of Swish or an earlier one";

    /// <summary>Checks the label of the activation, which may be one of an older version.</summary>
    private static string? Activation(TrainingResult result, JsonElement recipe)
    {
        if (!Has(recipe, RecipeSettings.Activation)) return null;
        string text = recipe.GetProperty(RecipeSettings.Activation.JsonName).GetString() ?? "";
        bool isSame = text == result.Activation || !ActivationCatalog.TryParse(text, out Activation? activation)
            || activation.Label == result.Activation
            || (ActivationCatalog.TryParse(result.Activation, out Activation? shown)
                && shown.ToString() == activation.ToString());
        return isSame ? null : Contradiction(RecipeSettings.Activation, result.Activation, text);
    }

    /// <summary>Checks depth and width, which follow from the hidden layers.</summary>
    private static string? Shape(TrainingResult result)
    {
        HiddenLayerList layers;
        try
        {
            layers = HiddenLayerList.Parse(result.HiddenLayers);
        }
        catch (SwishException error)
        {
            return $"its hidden layers cannot be read: {error.Message}";
        }
        return result.Depth == layers.Depth && result.Width == layers.Width ? null
            : "its depth and width are not those of its hidden layers";
    }

    /// <summary>Checks the number of steps, of which a run that diverged or stopped early has fewer.</summary>
    private static string? Steps(TrainingResult result, JsonElement recipe)
    {
        if (!recipe.TryGetProperty(RecipeSettings.Step.JsonName, out JsonElement field)
            || field.ValueKind != JsonValueKind.Number)
            return null;
        int steps = field.GetInt32();
        bool mayBeFewer = result.RunStatus != RunStatus.Completed || Has(recipe, RecipeSettings.Patience);
        return result.Steps == steps || (result.Steps < steps && mayBeFewer)
            ? null : Contradiction(RecipeSettings.Step, Format(result.Steps), Format(steps));
    }

    private static string? Number(JsonElement recipe, RecipeSetting setting, double number) =>
        !Has(recipe, setting) || recipe.GetProperty(setting.JsonName).GetDouble() is double value && value == number
            ? null : Contradiction(setting, Format(number), recipe.GetProperty(setting.JsonName).GetRawText());

    private static string? Text(JsonElement recipe, RecipeSetting setting, string text) =>
        !Has(recipe, setting) || recipe.GetProperty(setting.JsonName).ToString() is string value
            && value.Equals(text, StringComparison.OrdinalIgnoreCase)
            ? null : Contradiction(setting, text, recipe.GetProperty(setting.JsonName).ToString());

    private static bool Has(JsonElement recipe, RecipeSetting setting) => recipe.TryGetProperty(setting.JsonName, out _);

    private static string Format(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Contradiction(RecipeSetting setting, string column, string recipe) =>
        $"its {setting.JsonName} is {PrintableText.EscapeName(column)}, and that of its recipe "
        + PrintableText.EscapeName(recipe);
}
