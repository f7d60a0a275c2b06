using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>
/// Contains what a worker thread is doing. It is written after each step and read a few times per second.
/// </summary>
/// <param name="worker">The index of the worker, from 0.</param>
internal sealed class WorkerStatus(int worker)
{
    private readonly Lock _lock = new();
    private TrainingRecipe? _recipe;
    private int _index;
    private TrainingProgress _progress;

    /// <summary>Sets the run that the worker has started.</summary>
    /// <param name="index">The index of the run in the sweep, from 0.</param>
    /// <param name="recipe">The recipe of the run.</param>
    public void Begin(int index, TrainingRecipe recipe)
    {
        lock (_lock)
        {
            _index = index;
            _recipe = recipe;
            _progress = new(0, 0, double.NaN, double.NaN);
        }
    }

    /// <summary>Sets the progress of the run after a step.</summary>
    /// <param name="progress">The progress.</param>
    public void Report(TrainingProgress progress)
    {
        lock (_lock) _progress = progress;
    }

    /// <summary>Clears the run, because it has ended.</summary>
    public void End()
    {
        lock (_lock) _recipe = null;
    }

    /// <summary>Gets the progress of the run.</summary>
    /// <returns>The progress, or null if the worker has no run.</returns>
    public RunProgress? Read()
    {
        lock (_lock) return _recipe is null ? null : new(worker, _index, _recipe, _progress);
    }
}
