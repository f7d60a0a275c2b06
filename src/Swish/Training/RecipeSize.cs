using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Recipes;

namespace Swish.Training;

/// <summary>How much a run is: its steps, its parameters, its arithmetic and its memory.</summary>
public static class RecipeSize
{
    // By so many floats at most a block of parameters is rounded up.
    private const double BlockRounding = 1300;

    private const double LargePageLength = HugePages.Size / sizeof(float);

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
    /// Images on which the hidden layers are looked into: the first 1,000 of those that are trained on, or all where
    /// there are fewer; 0 where the recipe does not ask for it.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static int DiagnosticSample(TrainingRecipe recipe, Dataset dataset) =>
        recipe.Diagnostic ? Math.Min(LargestDiagnosticSample, TrainingCount(recipe, dataset)) : 0;

    /// <summary>The weights of all layers, biases and normalization apart.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double Weights(TrainingRecipe recipe, Dataset dataset)
    {
        double sum = 0;
        foreach ((double inputs, double outputs) in Layers(recipe, dataset)) sum += inputs * outputs;
        return sum;
    }

    /// <summary>
    /// Floating-point operations of the run's matrix products: six a weight and example in training (forward, and
    /// backward to the inputs and to the weights) and where layers are looked into, two in an evaluation. An estimate
    /// of its length, alike on every machine.
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
    /// Bytes that the run needs beside the data set, to a third or so: parameters with all that is kept of each, what a
    /// batch leaves in each layer for the way back, the input, and an evaluation. Layers lie in panels of 32 units, so
    /// that a unit alone takes the room of 32.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    public static double MemoryBytes(TrainingRecipe recipe, Dataset dataset)
    {
        // Layers are looked into with a batch of their own and the gradients of all parameters.
        double sample = DiagnosticSample(recipe, dataset), rows = recipe.BatchSize + sample;
        double kept = ValuesKept(recipe);
        double gradients = (recipe.GradientClip > 0 ? 1 : 0) + (sample > 0 ? 1 : 0);
        double constants = recipe.Activation.LearnableParameters.Count;
        double floats = 0, largest = 0, widest = 0;
        int layer = 0;
        foreach ((double inputs, double outputs) in Layers(recipe, dataset))
        {
            double width = Padded(outputs);
            bool isHidden = layer < recipe.HiddenLayers.Depth;
            bool hasBatchNorm = isHidden && recipe.BatchNormInterval > 0 && (layer + 1) % recipe.BatchNormInterval == 0;
            double vectors = 1 + (isHidden ? constants : 0) + (hasBatchNorm ? 2 : 0);
            // Output and error; the identity's error, the dropped units, what each constant did, the normalized values.
            double matrices = !isHidden ? 1
                : 2 + constants + (recipe.Residual ? 1 : 0) + (recipe.Dropout > 0 ? 1 : 0) + (hasBatchNorm ? 1 : 0);
            floats += Buffer(kept * (inputs * width + BlockRounding)) + gradients * Buffer(inputs * width)
                + (kept + 1) * vectors * width + kept * vectors * BlockRounding + matrices * Buffer(rows * width);
            largest = Math.Max(largest, inputs * outputs);
            widest = Math.Max(widest, width);
            layer++;
        }
        // Where zeros are skipped, the other pixels are kept twice, with their places.
        floats += 2 * (InputRows(recipe) + sample) * Padded(dataset.PixelCount);
        floats += 2 * Buffer(NetworkEvaluator.Capacity * widest) + Panel.Width * (widest + recipe.BatchSize);
        // A layer's initial weights are drawn in another order than they are kept in.
        floats += largest * (recipe.Initializer == InitializerKind.Orthogonal ? 3 : 1);
        return sizeof(float) * floats;
    }

    /// <summary>
    /// The most floats that the run keeps in one piece; an array has room for <see cref="Array.MaxLength"/>.
    /// </summary>
    /// <param name="recipe">The run.</param>
    /// <param name="dataset">The data that it is done on.</param>
    internal static double LargestPiece(TrainingRecipe recipe, Dataset dataset)
    {
        double largest = InputRows(recipe) * Padded(dataset.PixelCount);
        double matrices = Math.Max(1, recipe.Activation.LearnableParameters.Count);
        double rows = Math.Max(recipe.BatchSize, DiagnosticSample(recipe, dataset));
        foreach ((double inputs, double outputs) in Layers(recipe, dataset))
        {
            double parameters = ValuesKept(recipe) * (inputs * Padded(outputs) + BlockRounding);
            largest = Math.Max(largest, Math.Max(parameters, matrices * rows * Padded(outputs)));
        }
        return Buffer(largest);
    }

    /// <summary>A parameter, what the optimizer keeps of it, and its moving average.</summary>
    private static double ValuesKept(TrainingRecipe recipe) =>
        1 + Optimizer.MomentCount(recipe.Optimizer) + (recipe.MovingAverageDecay > 0 ? 1 : 0);

    /// <summary>A buffer of a large page or more begins at one, somewhere in the first page of its array.</summary>
    private static double Buffer(double length) => length + (length < LargePageLength ? 0 : LargePageLength);

    private static double InputRows(TrainingRecipe recipe) => Math.Max(recipe.BatchSize, NetworkEvaluator.Capacity);

    private static double Padded(double features) => Math.Ceiling(features / Panel.Width) * Panel.Width;

    /// <summary>The inputs and outputs of each layer, the first first.</summary>
    private static IEnumerable<(double Inputs, double Outputs)> Layers(TrainingRecipe recipe, Dataset dataset)
    {
        double inputs = dataset.PixelCount;
        foreach (int width in recipe.HiddenLayers)
        {
            yield return (inputs, width);
            inputs = width;
        }
        yield return (inputs, dataset.Classes);
    }
}
