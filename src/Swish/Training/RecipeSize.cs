using Swish.Data;
using Swish.Networks;

namespace Swish.Training;

/// <summary>How much a run is: its steps, its parameters, its arithmetic and its memory.</summary>
public static class RecipeSize
{
    // Evaluations take the images in blocks of about this many.
    private const int EvaluationBlock = 1000;

    private const int LargestDiagnosticSample = 1000;

    /// <summary>Steps in a pass over the training set: whole batches only.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int StepsPerEpoch(TrainingRecipe recipe, Dataset dataset) =>
        TrainingCount(recipe, dataset) / recipe.BatchSize;

    /// <summary>Steps of the whole run.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static long Steps(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Steps ?? (long)recipe.Epochs * StepsPerEpoch(recipe, dataset);

    /// <summary>Images that are trained on: those that are not kept for validation.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int TrainingCount(TrainingRecipe recipe, Dataset dataset) =>
        dataset.Training.Count - recipe.ValidationCount;

    /// <summary>Steps between evaluations.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int EvaluateEvery(TrainingRecipe recipe, Dataset dataset) =>
        recipe.EvaluateEvery > 0 ? recipe.EvaluateEvery : StepsPerEpoch(recipe, dataset);

    /// <summary>
    /// Images on which the hidden layers are looked into: the first 1,000 of those that are trained on, or all where there
    /// are fewer; 0 where the recipe does not ask for it.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int DiagnosticSample(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Diagnostic ? Math.Min(LargestDiagnosticSample, TrainingCount(recipe, dataset)) : 0;

    /// <summary>The weights of all layers, biases and normalisation apart.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double Weights(TrainingRecipe recipe, Dataset dataset) => SumLayers(recipe, dataset, padded: false);

    /// <summary>
    /// Floating-point operations of the run's matrix products: six a weight and example in training (forward, and
    /// backward to the inputs and to the weights) and where layers are looked into, two in an evaluation. An estimate of its length, alike on every
    /// machine.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double Operations(TrainingRecipe recipe, Dataset dataset)
    {
        double steps = Steps(recipe, dataset);
        double evaluations = Math.Ceiling(steps / Math.Max(1, EvaluateEvery(recipe, dataset)));
        double evaluated = (evaluations * recipe.ValidationCount) + dataset.Test.Count;
        double diagnosed = (evaluations + 1) * DiagnosticSample(recipe, dataset);
        return Weights(recipe, dataset) * ((6 * ((steps * recipe.BatchSize) + diagnosed)) + (2 * evaluated));
    }

    /// <summary>
    /// Bytes that the run needs beside the data set, to a third or so: weights in panels of 32, their transposes or
    /// gradients, what the optimiser and the moving average keep of them, and a batch's activations.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double MemoryBytes(TrainingRecipe recipe, Dataset dataset)
    {
        double copies = 2 + (recipe.MovingAverageDecay > 0 ? 1 : 0) + recipe.Optimizer switch
        {
            OptimizerKind.SGD => 0,
            OptimizerKind.Adam or OptimizerKind.AdamW => 2,
            _ => 1,
        };
        double units = dataset.Classes;
        double widest = dataset.PixelCount;
        foreach (int width in recipe.HiddenLayers)
        {
            units += width;
            widest = Math.Max(widest, width);
        }
        // Input, value, derivative and error of each unit, and the normalised value where there is BatchNorm.
        int sample = DiagnosticSample(recipe, dataset);
        if (sample > 0) copies++;
        double batch = (recipe.BatchSize + sample) * ((units * (recipe.BatchNormInterval > 0 ? 4 : 3)) + dataset.PixelCount);
        double evaluation = 2 * EvaluationBlock * widest;
        return sizeof(float) * ((copies * SumLayers(recipe, dataset, padded: true)) + batch + evaluation);
    }

    private static double SumLayers(TrainingRecipe recipe, Dataset dataset, bool padded)
    {
        double sum = 0;
        double inputs = dataset.PixelCount;
        HiddenLayerList layers = recipe.HiddenLayers;
        for (int i = 0; i <= layers.Depth; i++)
        {
            double outputs = i < layers.Depth ? layers[i] : dataset.Classes;
            sum += inputs * (padded ? Math.Ceiling(outputs / 32) * 32 : outputs);
            inputs = outputs;
        }
        return sum;
    }
}
