using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>Where a run of a sweep stands.</summary>
/// <param name="Slot">The worker that does it, from 0; it keeps its number from run to run.</param>
/// <param name="Index">The run's place in the sweep, from 0.</param>
/// <param name="Recipe">The run.</param>
/// <param name="Training">Steps, loss and accuracy so far; Steps is 0 until the first step is done.</param>
public sealed record RunProgress(int Slot, int Index, TrainingRecipe Recipe, TrainingProgress Training);
