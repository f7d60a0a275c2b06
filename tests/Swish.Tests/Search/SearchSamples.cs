using Swish.Data;
using Swish.Random;
using Swish.Recipes;
using Swish.Search;

namespace Swish.Tests.Search;

/// <summary>Provides a data set that a small network learns in a few steps, and a search on it.</summary>
internal static class SearchSamples
{
    public static Dataset Data { get; } = new("Stripes", 4, 4, 4, Images(600, 1), Images(200, 2));

    public static SearchOptions Options { get; } = new()
    {
        Unary =
        [
            UnaryFunction.Identity, UnaryFunction.Sigmoid, UnaryFunction.Tanh, UnaryFunction.Positive,
            UnaryFunction.Scale,
        ],
        Binary = [BinaryFunction.Multiply, BinaryFunction.Max, BinaryFunction.Add],
        Recipe = new()
        {
            HiddenLayers = HiddenLayerList.Uniform(2, 8), BatchSize = 20, ValidationCount = 200, LearningRate = 0.01,
        },
        Rungs = 3,
        FirstSteps = 10,
        Finalists = 3,
    };

    // In an image of class c, row c is brighter than the noise in the other rows.
    private static ExampleSet Images(int count, int index)
    {
        RandomStream random = new(5, RandomPurpose.Search, index);
        byte[] pixels = new byte[count * 16], labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.NextInt(4);
            for (int p = 0; p < 16; p++)
                pixels[(i * 16) + p] = (byte)(random.NextInt(120) + (p / 4 == labels[i] ? random.NextInt(136) : 0));
        }

        return new(pixels, labels, 16);
    }
}
