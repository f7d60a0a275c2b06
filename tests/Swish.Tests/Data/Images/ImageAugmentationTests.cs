using Swish.Data;
using Swish.Data.Images;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Data.Images;

public class ImageAugmentationTests
{
    private const int Channels = 2, Rows = 6, Columns = 7, Count = 400;

    private static readonly ExampleShape Shape = ExampleShape.OfImage(Channels, Rows, Columns);

    // No pixel is 0, so that padding can be told from pixels.
    private static readonly byte[] Pixels =
        [.. Enumerable.Range(0, Count * Shape.InputCount).Select(i => (byte)(1 + (i * 31 % 251)))];

    private static readonly ushort[] Labels = [.. Enumerable.Range(0, Count).Select(i => (ushort)i)];

    private static readonly ExampleSet Bytes = ExampleSet.OfBytes(Pixels, Labels, Shape.InputCount);

    private static readonly ExampleSet Floats =
        ExampleSet.OfFloats([.. Pixels.Select(pixel => pixel / 3f)], Labels, Shape.InputCount);

    /// <summary>Each image is one of the 162 crops and flips, written with one formula for each pixel.</summary>
    [Fact]
    public void Images_are_crops_of_the_padded_image_and_half_of_them_flipped()
    {
        ExampleSet images = All(Bytes, seed: 1, epoch: 0);
        Dictionary<(int, int, bool), int> counts = [];
        for (int example = 0; example < Count; example++)
        {
            var fitting =
                from down in Enumerable.Range(-4, 9)
                from right in Enumerable.Range(-4, 9)
                from flips in (bool[])[false, true]
                where images.ByteRow(example).SequenceEqual(Crop(example, down, right, flips))
                select (down, right, flips);
            (int, int, bool) found = Assert.Single(fitting);
            counts[found] = counts.GetValueOrDefault(found) + 1;
            Assert.Equal(example, images.Labels[example]);
        }
        // 400 draws of 162: most occur, and none often.
        Assert.InRange(counts.Count, 130, 162);
        Assert.InRange(counts.Where(c => c.Key.Item3).Sum(c => c.Value), 160, 240);
        foreach (int offset in Enumerable.Range(-4, 9))
        {
            Assert.InRange(counts.Where(c => c.Key.Item1 == offset).Sum(c => c.Value), 20, 75);
            Assert.InRange(counts.Where(c => c.Key.Item2 == offset).Sum(c => c.Value), 20, 75);
        }
    }

    [Fact]
    public void Floats_are_moved_as_bytes_are() =>
        Assert.Equal(
            All(Bytes, seed: 5, epoch: 3).Bytes.ToArray().Select(pixel => pixel / 3f),
            All(Floats, seed: 5, epoch: 3).Floats.ToArray());

    [Fact]
    public void What_is_drawn_depends_on_seed_epoch_and_example_only()
    {
        byte[] all = All(Bytes, seed: 2, epoch: 7).Bytes.ToArray();
        ImageAugmentation small = new(Bytes, Shape, 3, seed: 2);
        small.Apply(Bytes, [5, 5, 6], 0);
        byte[] some = small.Apply(Bytes, [399, 0, 17], 7).Bytes.ToArray();
        int size = Shape.InputCount;
        Assert.Equal([.. all[(399 * size)..], .. all[..size], .. all[(17 * size)..(18 * size)]], some);
        Assert.NotEqual(all, All(Bytes, seed: 3, epoch: 7).Bytes.ToArray());
        Assert.NotEqual(all, All(Bytes, seed: 2, epoch: 8).Bytes.ToArray());
    }

    [Fact]
    public void Training_sees_changed_images_and_evaluation_the_original_ones()
    {
        TrainingRecipe recipe = new()
        {
            HiddenLayers = HiddenLayerList.Uniform(1, 32), BatchSize = 40, Steps = 9, ValidationCount = 20,
            Augmentation = AugmentationKind.PadCropFlip,
        };
        TrainingResult result = Run(recipe, 1);
        Assert.NotEqual(Run(recipe with { Augmentation = AugmentationKind.None }, 1).WeightHash, result.WeightHash);
        foreach (int threads in (int[])[2, 5])
            Assert.Equal(result.WeightHash, Run(recipe, threads).WeightHash);
        Assert.Equal(
            result.WeightHash,
            Trainer.Run(recipe, GoldenData.Patterns, new() { SkipZeros = false }, TestContext.Current.CancellationToken)
                .WeightHash);
        // With a learning rate of almost 0 the evaluation is that of the initial network.
        TrainingRecipe still = recipe with { LearningRate = 1e-30, Steps = 1 };
        Assert.Equal(
            Run(still with { Augmentation = AugmentationKind.None }, 1).TestLoss, Run(still, 1).TestLoss);

        static TrainingResult Run(TrainingRecipe recipe, int threads) => Trainer.Run(
            recipe, GoldenData.Patterns, new() { Threads = threads }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Other_examples_are_rejected()
    {
        TrainingRecipe recipe = new() { Augmentation = AugmentationKind.PadCropFlip, BatchSize = 1, ValidationCount = 0 };
        ExampleSet few = ExampleSet.OfBytes(new byte[16], [0], 16);
        foreach (ExampleShape shape in (ExampleShape[])[ExampleShape.OfFeatures(16), ExampleShape.OfImage(1, 4, 4)])
            Assert.Equal(
                "AugmentationNeedsImages",
                Assert.Throws<SwishException>(() => RecipeValidator.Validate(
                    recipe, new Dataset("Few", shape, 2, few, few))).ErrorId);
    }

    private static ExampleSet All(ExampleSet examples, int seed, int epoch)
    {
        ImageAugmentation augmentation = new(examples, Shape, Count, seed);
        return augmentation.Apply(examples, augmentation.Indices, epoch);
    }

    private static byte[] Crop(int example, int down, int right, bool flips)
    {
        byte[] crop = new byte[Shape.InputCount];
        for (int i = 0; i < crop.Length; i++)
        {
            int channel = i / (Rows * Columns), row = i / Columns % Rows, column = i % Columns;
            if (flips) column = Columns - 1 - column;
            (row, column) = (row + down, column + right);
            if (row is >= 0 and < Rows && column is >= 0 and < Columns)
                crop[i] = Pixels[(((example * Channels) + channel) * Rows + row) * Columns + column];
        }
        return crop;
    }
}
