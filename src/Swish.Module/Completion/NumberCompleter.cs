using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using Swish.Module.Parameters;
using Swish.Recipes;

namespace Swish.Module.Completion;

/// <summary>
/// Completes a number with the value that applies if it is not given (the recipe's, or the default) and with usual
/// values. The tooltip shows the range. If no value matches, the typed number is offered, so that its range is shown.
/// </summary>
public sealed class NumberCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = wordToComplete ?? "";
        if (CmdletTypes.Find(commandName)?.GetProperty(parameterName) is not { } property) return [];
        string range = property.GetCustomAttribute<ValidateNumberAttribute>()?.Allowed(IsWhole(property))
            ?? (property.GetCustomAttribute<SettingArgumentAttribute>() is { } setting
                ? RecipeSettings.Named(setting.Name).Allowed : null)
            ?? parameterName;
        List<CompletionResult> results =
        [
            .. Choices(property, fakeBoundParameters)
                .DistinctBy(c => c.Name)
                .Where(c => c.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(c => Result(c.Name, c.Tooltip.Length > 0 ? $"{c.Tooltip}. {range}" : range)),
        ];
        if (results.Count == 0 && word.Length > 0) results.Add(Result(word, range));
        return results;
    }

    private static IEnumerable<NameChoice> Choices(PropertyInfo property, IDictionary bound)
    {
        foreach (NameChoice kept in EffectiveDefaults.Of(property, bound)) yield return kept;
        foreach (double usual in property.GetCustomAttribute<NumberCompletionAttribute>()?.Usual ?? [])
            yield return new(usual.ToString(CultureInfo.InvariantCulture), "");
    }

    private static bool IsWhole(PropertyInfo property) =>
        property.GetCustomAttribute<NumberArgumentAttribute>() is { Whole: true };

    private static CompletionResult Result(string text, string tooltip) =>
        new(text, text, CompletionResultType.ParameterValue, tooltip);
}
