using System.Globalization;
using System.Text.Json;
using Swish.Networks;

namespace Swish.Recipes;

/// <summary>
/// Declares which hidden layers have batch normalization. A recipe stores an interval of layers; parameters have
/// <c>None</c>, <c>All</c> or the interval as text.
/// </summary>
public sealed class BatchNormSetting() : RecipeSetting<int>(
    nameof(TrainingRecipe.BatchNormInterval), r => r.BatchNormInterval, (r, v) => r with { BatchNormInterval = v })
{
    /// <inheritdoc/>
    public override Type ParameterType => typeof(string);

    /// <inheritdoc/>
    public override string Allowed => $"{What} is None, All, or a number n from 1 on for layers n, 2n, …";

    /// <summary>Parses <c>None</c>, <c>All</c> or a number as an interval of layers, ignoring case.</summary>
    /// <param name="text">The text.</param>
    /// <returns>0 for <c>None</c>, 1 for <c>All</c>, otherwise the number.</returns>
    /// <exception cref="SwishException">The text is none of these (InvalidBatchNorm).</exception>
    public int ParseText(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Equals("None", StringComparison.OrdinalIgnoreCase)) return 0;
        if (trimmed.Equals("All", StringComparison.OrdinalIgnoreCase)) return 1;
        if (int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out int interval) && interval > 0)
            return interval;
        throw new SwishException("InvalidBatchNorm", ErrorKind.InvalidArgument, $"{Allowed}, not '{text}'.", text);
    }

    /// <summary>Formats an interval of layers as <c>None</c>, <c>All</c> or a number.</summary>
    /// <param name="interval">The interval: 0 for no layer, 1 for all layers.</param>
    /// <returns>The text that <see cref="ParseText"/> reads.</returns>
    public static string Format(int interval) => interval switch
    {
        0 => "None",
        1 => "All",
        _ => interval.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Formats an interval of layers and the position of batch normalization in them, as a column.</summary>
    /// <param name="interval">The interval: 0 for no layer, 1 for all layers.</param>
    /// <param name="position">The position.</param>
    /// <returns>The text, such as <c>All</c> or <c>2 (AfterActivation)</c>.</returns>
    internal static string Format(int interval, BatchNormPosition position) => Format(interval)
        + (interval > 0 && position == BatchNormPosition.AfterActivation ? " (AfterActivation)" : "");

    /// <summary>Formats batch normalization in the JSON of a recipe as a column.</summary>
    /// <param name="recipe">The JSON of a recipe.</param>
    /// <returns>The text; null if the recipe does not have the setting.</returns>
    internal static string? FormatColumn(JsonElement recipe) =>
        !recipe.TryGetProperty(RecipeSettings.BatchNorm.JsonName, out JsonElement interval) ? null
        : Format(interval.GetInt32(), recipe.TryGetProperty(RecipeSettings.BatchNormPosition.JsonName, out JsonElement text)
            && Enum.TryParse(text.GetString(), out BatchNormPosition position) ? position : default);

    private protected override object ToParameter(object? value) => Format((int)value!);

    private protected override object FromParameter(object? value) => ParseText(value as string);
}
