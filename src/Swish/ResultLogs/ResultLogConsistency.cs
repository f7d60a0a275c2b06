using System.Globalization;
using System.Text.Json;
using Swish.Activations;
using Swish.Activations.Gates;
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
            ?? BatchNorm(r, recipe) ?? Steps(r, recipe) ?? Epochs(r, recipe) ?? GateLayers(r, recipe) ?? Classes(r);
    }

    /// <summary>
    /// Checks the key of the run. Weights by name depend on names of classes that are not all in the line.
    /// </summary>
    private static string? Fingerprint(ResultLogEntry entry, JsonElement recipe) =>
        Has(recipe, RecipeSettings.ClassWeight)
        || RecipeFingerprint.IsOf(entry.Result.RunId, entry.RecipeJson, entry.DatasetFingerprint)
            ? null : "its fingerprint is not that of its recipe and its data set in this version of Swish or an earlier one";

    /// <summary>
    /// Checks the label of the activation, which may be one of an older version. One that this version does not know
    /// has a label that its text begins with, as <c>Swish(beta=2)</c> begins with Swish.
    /// </summary>
    private static string? Activation(TrainingResult result, JsonElement recipe)
    {
        if (!Has(recipe, RecipeSettings.Activation)) return null;
        string text = recipe.GetProperty(RecipeSettings.Activation.JsonName).GetString() ?? "", label = result.Activation;
        bool isSame = text == label
            || (ActivationCatalog.TryParse(text, out Activation? activation)
                ? activation.Label == label || (ActivationCatalog.TryParse(label, out Activation? shown)
                    && shown.ToString() == activation.ToString())
                : label.Length > 0 && text.StartsWith(label, StringComparison.Ordinal));
        return isSame ? null : Contradiction(RecipeSettings.Activation, label, text);
    }

    private static string? BatchNorm(TrainingResult result, JsonElement recipe)
    {
        if (BatchNormSetting.FormatColumn(recipe) is not string text) return null;
        return result.BatchNorm == text ? null : Contradiction(RecipeSettings.BatchNorm, result.BatchNorm, text);
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
        if (StepsOf(recipe) is not int steps) return null;
        bool mayBeFewer = MayEndEarly(result, recipe);
        return result.Steps == steps || (result.Steps < steps && mayBeFewer)
            ? null : Contradiction(RecipeSettings.Step, Format(result.Steps), Format(steps));
    }

    /// <summary>
    /// Checks the number of epochs: that of the recipe, if it gives no number of steps and the run cannot have ended
    /// early, and otherwise the steps divided by a whole number.
    /// </summary>
    private static string? Epochs(TrainingResult result, JsonElement recipe)
    {
        double stepsPerEpoch = Math.Round(result.Steps / result.Epochs);
        if (result.Steps > 0
            && !(stepsPerEpoch is >= 1 and <= int.MaxValue && result.Steps / stepsPerEpoch == result.Epochs))
            return $"it cannot have {Format(result.Epochs)} epochs with {Format(result.Steps)} steps";
        return StepsOf(recipe) is not null || MayEndEarly(result, recipe)
            ? null : Number(recipe, RecipeSettings.Epoch, result.Epochs);
    }

    private static int? StepsOf(JsonElement recipe) =>
        recipe.TryGetProperty(RecipeSettings.Step.JsonName, out JsonElement field)
        && field.ValueKind == JsonValueKind.Number ? field.GetInt32() : null;

    private static bool MayEndEarly(TrainingResult result, JsonElement recipe) =>
        result.RunStatus != RunStatus.Completed || Has(recipe, RecipeSettings.Patience);

    private static string? GateLayers(TrainingResult result, JsonElement recipe)
    {
        if (result.GateLayers is null || !Has(recipe, RecipeSettings.Activation)) return null;
        string text = recipe.GetProperty(RecipeSettings.Activation.JsonName).GetString() ?? "";
        return Has(recipe, RecipeSettings.Network)
            || (ActivationCatalog.TryParse(text, out Activation? activation) && activation is not Gate)
            ? "it has widths of gates, and its recipe has no gate" : null;
    }

    /// <summary>Checks the number of classes, and the fraction of the most frequent one.</summary>
    private static string? Classes(TrainingResult result)
    {
        if (result.Classes is not > 0) return null;
        int names = result.GetDatasetIdentity().ClassNames.Count;
        if (names > 0 && names != result.Classes)
            return $"it has {Format(result.Classes.Value)} classes and names of {Format(names)}";
        if (result.TestCount is not int count || double.IsNaN(result.ChanceAccuracy)) return null;
        double examples = Math.Round(result.ChanceAccuracy * count);
        return examples / count == result.ChanceAccuracy && examples * result.Classes >= count
            ? null : $"no class has {Format(result.ChanceAccuracy)} of its test examples and is the most frequent one";
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
