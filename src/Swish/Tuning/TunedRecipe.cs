using Swish.Recipes;

namespace Swish.Tuning;

/// <summary>Represents the result of tuning one network.</summary>
/// <param name="Recipe">The recipe with the best setting.</param>
/// <param name="Trials">What was tried, by rung and then by trial.</param>
/// <param name="Edges">
/// The tuned settings whose best value is the smallest or the largest one tried, in words; empty if there are none.
/// </param>
public sealed record TunedRecipe(TrainingRecipe Recipe, IReadOnlyList<TuningTrial> Trials, IReadOnlyList<string> Edges);
