using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>Represents the progress of a run of a sweep.</summary>
/// <param name="Worker">The index of the worker thread that trains the run, from 0.</param>
/// <param name="Index">The index of the run in the sweep, from 0.</param>
/// <param name="Recipe">The recipe of the run.</param>
/// <param name="Training">The progress of the run; <c>Steps</c> is 0 until the first step is done.</param>
public sealed record RunProgress(int Worker, int Index, TrainingRecipe Recipe, TrainingProgress Training);
