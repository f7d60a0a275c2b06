using Swish.Data;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Sweeps;

/// <summary>Trains one network, as <see cref="Trainer.Run"/> does.</summary>
internal delegate TrainingResult RunFunction(
    TrainingRecipe recipe, Dataset dataset, TrainingOptions options, CancellationToken cancellationToken);
