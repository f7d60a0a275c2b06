using System.Management.Automation.Language;
using Swish.Analysis.Comparisons;
using Swish.Recipes;

namespace Swish.Module.Completion;

/// <summary>
/// Completes the settings of which each activation may have its best value: first those that are tuned.
/// </summary>
public sealed class BestSettingCompleter : ConditionColumnCompleter
{
    private static readonly string[] Tuned =
    [
        nameof(TrainingRecipe.LearningRate), nameof(TrainingRecipe.L2), nameof(TrainingRecipe.WeightDecay),
        nameof(TrainingRecipe.Dropout), nameof(TrainingRecipe.Momentum),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> Columns(CommandAst command) =>
        Tuned.Concat(ComparisonOptions.KnownConditions);

    /// <inheritdoc/>
    protected override string Describe(string name) => $"Each activation has the {name} that is best for it";
}
