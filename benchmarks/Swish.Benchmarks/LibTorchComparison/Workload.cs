using Swish.Recipes;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>Represents a training that both sides run, with the required speedup.</summary>
/// <param name="Name">A short name for the command line.</param>
/// <param name="Title">What it is, for the table.</param>
/// <param name="Recipe">The training; its number of steps is given.</param>
/// <param name="Threads">Gets the number of threads on each side.</param>
/// <param name="MinimumRatio">libtorch's time over ours: what it is to be at least.</param>
/// <param name="CheckSteps">Steps after which both must have learned the same.</param>
internal sealed record Workload(
    string Name, string Title, TrainingRecipe Recipe, int Threads, double MinimumRatio, int CheckSteps);
