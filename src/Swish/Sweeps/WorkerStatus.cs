using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>What one worker is at: written after each step, read a few times a second.</summary>
internal sealed class WorkerStatus(int number)
{
    private readonly Lock _gate = new();
    private TrainingRecipe? _recipe;
    private int _index;
    private TrainingProgress _progress;

    /// <summary>A run begins.</summary>
    public void Begin(int index, TrainingRecipe recipe)
    {
        lock (_gate)
        {
            _index = index;
            _recipe = recipe;
            _progress = new(0, 0, double.NaN, double.NaN);
        }
    }

    /// <summary>A step is done.</summary>
    public void Report(TrainingProgress progress)
    {
        lock (_gate) _progress = progress;
    }

    /// <summary>The run has ended.</summary>
    public void End()
    {
        lock (_gate) _recipe = null;
    }

    /// <summary>Where the run stands, or null between runs.</summary>
    public RunProgress? Read()
    {
        lock (_gate) return _recipe is null ? null : new(number, _index, _recipe, _progress);
    }
}
