using System.Collections.Frozen;
using System.Globalization;
using Swish.Activations;
using Swish.Analysis.Comparisons;
using Swish.Recipes;

namespace Swish.Analysis.Reports;

/// <summary>
/// Reads the recipes of runs from the columns of their results, which show every setting that a result depends on. The
/// number of epochs that was asked for is that of runs with the same setting that ended regularly.
/// </summary>
public static class RowRecipes
{
    private const string Separator = "; ";

    private static readonly FrozenDictionary<string, RecipeSetting> WithoutColumn = RecipeSettings.All
        .Where(setting => setting.Column is null).ToFrozenDictionary(setting => setting.Name, StringComparer.Ordinal);

    /// <summary>Reads the recipes of runs.</summary>
    /// <param name="rows">The runs, with the columns of a <see cref="Training.TrainingResult"/>.</param>
    /// <returns>
    /// The recipe of each run; null where a column is missing or cannot be read, or where only runs show the length that
    /// ended early.
    /// </returns>
    public static IReadOnlyList<TrainingRecipe?> Read(IReadOnlyList<ResultRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ILookup<string, ResultRow> regular = rows.Where(r => !ComparedRun.ChoosesSteps(r))
            .ToLookup(r => r.Text(nameof(RunIdentity.Setting)));
        return [.. rows.Select(row => TryRead(row, ComparedRun.ChoosesSteps(row)
            ? regular[row.Text(nameof(RunIdentity.Setting))].FirstOrDefault() : row))];
    }

    private static TrainingRecipe? TryRead(ResultRow row, ResultRow? length)
    {
        if (length is null) return null;
        try
        {
            TrainingRecipe recipe = WithLength(new() { Activation = ReadActivation(row) }, length);
            foreach (RecipeSetting setting in RecipeSettings.All)
                if (setting.Column is { } column && setting != RecipeSettings.Activation
                    && setting != RecipeSettings.Epoch && setting != RecipeSettings.Step)
                    recipe = With(recipe, setting, row.Text(column));
            string[] others = row.Text(nameof(RunIdentity.OtherSettings)).Split(Separator, StringSplitOptions.RemoveEmptyEntries);
            for (int i = 0; i < others.Length; i++)
            {
                if (Named(others[i]) is not { } setting) return null;
                // The weights of classes have the same separator.
                int first = i;
                while (i + 1 < others.Length && Named(others[i + 1]) is null) i++;
                recipe = With(recipe, setting, string.Join(Separator, others[first..(i + 1)])[(setting.Name.Length + 1)..]);
            }
            return recipe;
        }
        catch (Exception error) when (error is SwishException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static RecipeSetting? Named(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and int end ? WithoutColumn.GetValueOrDefault(text[..end]) : null;

    private static Activation ReadActivation(ResultRow row)
    {
        string label = row.Text(nameof(RunIdentity.Activation)), formula = row.Text(nameof(RunIdentity.Formula));
        return ActivationCatalog.TryParse(label, out Activation? activation) ? activation
            : ActivationCatalog.Parse($"{label}{{{formula}}}");
    }

    private static TrainingRecipe WithLength(TrainingRecipe recipe, ResultRow row)
    {
        double epochs = row.Number(nameof(TrainingRecipe.Epochs));
        return epochs >= 1 && epochs == Math.Floor(epochs)
            ? recipe with { Epochs = (int)epochs }
            : recipe with { Steps = checked((int)row.Number(nameof(TrainingRecipe.Steps))) };
    }

    private static TrainingRecipe With(TrainingRecipe recipe, RecipeSetting setting, string text)
    {
        // A result has either the hidden layers or the name of its network.
        if (text.Length == 0 && (setting == RecipeSettings.HiddenLayers || setting == RecipeSettings.Network)) return recipe;
        if (setting == RecipeSettings.BatchNorm) text = text.Split(' ')[0];
        if (setting == RecipeSettings.BatchNormPosition)
            // The column shows it in parentheses, if it is not the default.
            return text.Split('(') is [_, string position] ? setting.With(recipe, Value(setting, position.TrimEnd(')'))) : recipe;
        return setting.With(recipe, Value(setting, text));
    }

    private static object Value(RecipeSetting setting, string text)
    {
        Type type = Nullable.GetUnderlyingType(setting.ParameterType) ?? setting.ParameterType;
        return type == typeof(string) ? text
            : setting.Parse is { } parse ? parse(text)
            : type.IsEnum ? Enum.Parse(type, text)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
