using Swish.Recipes;

namespace Swish.Tuning;

/// <summary>Represents the result of tuning one network.</summary>
/// <param name="Recipe">The recipe with the best setting.</param>
/// <param name="Trials">What was tried, by rung and then by trial.</param>
/// <param name="Edges">
/// The tuned settings whose best value is the smallest or the largest one tried, in words; empty if there are none.
/// </param>
public sealed record TunedRecipe(TrainingRecipe Recipe, IReadOnlyList<TuningTrial> Trials, IReadOnlyList<string> Edges)
{
    /// <summary>Gets whether several settings were tried and all were equally good, such as all that diverge.</summary>
    public bool HasNoBest =>
        Trials.Count(trial => trial.Rung == 1) > 1
        && Trials.Where(trial => trial.Rung == 1).Select(trial => trial.Score).Distinct().Count() == 1;
}
