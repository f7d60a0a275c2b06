using Swish.Data;
using Swish.Random;
using Swish.Recipes;

namespace Swish.Tests.Reference;

/// <summary>The images that a recipe trains on, pixel by pixel.</summary>
internal static class ReferenceAugmentation
{
    private const int Padding = 4;

    /// <param name="recipe">The augmentation and the seed.</param>
    /// <param name="dataset">The data set.</param>
    /// <param name="index">The image of the training set.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <returns>The pixels, [channels, rows, columns].</returns>
    public static byte[] Pixels(TrainingRecipe recipe, Dataset dataset, int index, int epoch)
    {
        byte[] image = dataset.Training.ByteRow(index).ToArray();
        if (recipe.Augmentation == AugmentationKind.None) return image;
        (int channels, int rows, int columns) = (dataset.Shape.Channels, dataset.Shape.Rows, dataset.Shape.Columns);
        RandomStream stream = new(recipe.Seed, RandomPurpose.Augmentation, index, epoch);
        int top = stream.NextInt(2 * Padding + 1), left = stream.NextInt(2 * Padding + 1);
        bool isFlipped = stream.NextInt(2) == 1;
        byte[] changed = new byte[image.Length];
        for (int channel = 0; channel < channels; channel++)
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                {
                    // The pixel of the padded image, and then that of the image.
                    int sourceRow = top + row - Padding;
                    int sourceColumn = left + (isFlipped ? columns - 1 - column : column) - Padding;
                    bool isInside = sourceRow >= 0 && sourceRow < rows && sourceColumn >= 0 && sourceColumn < columns;
                    changed[(channel * rows + row) * columns + column] =
                        isInside ? image[(channel * rows + sourceRow) * columns + sourceColumn] : (byte)0;
                }
        return changed;
    }
}
