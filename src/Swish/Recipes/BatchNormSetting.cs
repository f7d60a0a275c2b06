using System.Globalization;

namespace Swish.Recipes;

/// <summary>
/// Which hidden layers have batch normalization: an interval of layers in a recipe, and <c>None</c>, <c>All</c> or the
/// interval as the text of a parameter.
/// </summary>
public sealed class BatchNormSetting() : RecipeSetting<int>(
    nameof(TrainingRecipe.BatchNormInterval), r => r.BatchNormInterval, (r, v) => r with { BatchNormInterval = v })
{
    /// <inheritdoc/>
    public override Type ParameterType => typeof(string);

    /// <inheritdoc/>
    public override string Allowed => $"{What} is None, All, or a number n from 1 on for layers n, 2n, …";

    /// <summary>Reads <c>None</c>, <c>All</c> or a number, without regard to case, as an interval of layers.</summary>
    /// <param name="text">The text.</param>
    /// <returns>0, 1 or the number.</returns>
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

    /// <summary>Writes an interval of layers as <c>None</c>, <c>All</c> or a number.</summary>
    /// <param name="interval">0: no layer; 1: all layers.</param>
    public static string Format(int interval) => interval switch
    {
        0 => "None",
        1 => "All",
        _ => interval.ToString(CultureInfo.InvariantCulture),
    };

    private protected override object ToParameter(object? value) => Format((int)value!);

    private protected override object FromParameter(object? value) => ParseText(value as string);
}
