using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

public sealed class DatasetTests
{
    private static readonly ExampleSet Two = new(new byte[12], [0, 1], 6);

    [Fact]
    public void A_data_set_is_created_from_matching_parts()
    {
        Dataset dataset = new("small", 2, 3, 2, Two, Two);
        Assert.Equal(6, dataset.InputCount);
        Assert.Equal(64, dataset.Fingerprint.Length);
        Assert.Equal("known", new Dataset("small", 2, 3, 2, Two, Two, "known").Fingerprint);
    }

    [Fact]
    public void The_fingerprint_is_the_same_from_every_thread()
    {
        Dataset dataset = new("small", 2, 3, 2, Two, Two);
        string[] seen = new string[8];
        Parallel.For(0, seen.Length, i => seen[i] = dataset.Fingerprint);
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public void An_empty_part_is_rejected()
    {
        ExampleSet none = new([], [], 6);
        AssertRejected("DatasetEmpty", () => new Dataset("small", 2, 3, 2, none, Two));
        AssertRejected("DatasetEmpty", () => new Dataset("small", 2, 3, 2, Two, none));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(-2, -3)]
    [InlineData(0, 0)]
    public void Images_of_the_wrong_size_are_rejected(int rows, int columns) =>
        AssertRejected("DatasetImageSizeMismatch", () => new Dataset("small", rows, columns, 2, Two, Two));

    [Fact]
    public void A_label_out_of_range_is_rejected()
    {
        ExampleSet wrong = new(new byte[12], [0, 2], 6);
        AssertRejected("DatasetLabelOutOfRange", () => new Dataset("small", 2, 3, 2, Two, wrong));
        AssertRejected("DatasetLabelOutOfRange", () => new Dataset("small", 2, 3, 2, wrong, Two));
        Assert.Equal(3, new Dataset("small", 2, 3, 3, wrong, Two).Classes);
    }

    [Fact]
    public void Names_do_not_change_the_fingerprint_and_everything_else_does()
    {
        ExampleSet floats = ExampleSet.OfFloats(new float[12], [0, 1], 6), targets = ExampleSet.WithTargets(new float[12], [0, 1], 6);
        ExampleShape features = ExampleShape.OfFeatures(6), image = ExampleShape.OfImage(1, 2, 3);
        Dataset[] all =
        [
            new("a", image, 2, Two, Two), new("a", image, 3, Two, Two), new("a", ExampleShape.OfImage(1, 3, 2), 2, Two, Two),
            new("a", ExampleShape.OfImage(3, 1, 2), 2, Two, Two), new("a", features, 2, Two, Two),
            new("a", image, 2, Two, Two) { Scaling = InputScaling.Standardize }, new("a", image, 2, floats, floats),
            new("a", features, 2, floats, floats), new("a", features, 0, targets, targets),
            new("a", image, 257, Two, Two),
        ];
        Assert.Equal(all.Length, all.Select(d => d.Fingerprint).Distinct().Count());
        Dataset named = new("b", features, 2, floats, floats) { ClassNames = ["x", "y"], FeatureNames = ["1", "2", "3", "4", "5", "6"], LabelName = "z" };
        Assert.Equal(all[7].Fingerprint, named.Fingerprint);
        Assert.Equal(["x", "y"], named.ClassNames);
        Assert.Equal(["0", "1"], all[7].ClassNames);
        Assert.Empty(all[8].ClassNames);
    }

    [Fact]
    public void The_fingerprint_of_gray_images_is_that_of_earlier_versions()
    {
        // SHA-256 of the sizes 2, 2, 2, 3, 2 as 32-bit little-endian integers, then pixels and labels of both parts.
        byte[] content = [2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, .. new byte[12], 0, 1, .. new byte[12], 0, 1];
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)), new Dataset("a", 2, 3, 2, Two, Two).Fingerprint);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_rejected(float value)
    {
        ExampleSet good = ExampleSet.OfFloats([1, 2], [0, 1], 1), wrong = ExampleSet.OfFloats([1, value], [0, 1], 1);
        ExampleSet targets = ExampleSet.WithTargets([1, 2], [value, 1], 1);
        AssertRejected("DatasetNotFinite", () => new Dataset("small", ExampleShape.OfFeatures(1), 2, good, wrong));
        AssertRejected("DatasetNotFinite", () => new Dataset("small", ExampleShape.OfFeatures(1), 0, targets, targets));
    }

    [Theory]
    [InlineData(InputScaling.None, false, 0, 1, 0, 1)]
    [InlineData(InputScaling.UnitRange, false, 2, 4, -3, 4)]
    [InlineData(InputScaling.Standardize, false, 4, 1.632993161855452, -1, 1.632993161855452)]
    [InlineData(InputScaling.None, true, 4, 1.632993161855452, -1, 1.632993161855452)]
    public void Features_are_scaled_by_the_examples_that_are_trained_on(
        InputScaling scaling, bool standardize, double offset, double divisor, double secondOffset, double secondDivisor)
    {
        // The first example is for validation, and the third feature is constant.
        ExampleSet training = ExampleSet.OfFloats([99, 99, 1, 2, -3, 7, 4, -1, 7, 6, 1, 7], [0, 1, 0, 1], 3);
        Dataset dataset = new("small", ExampleShape.OfFeatures(3), 2, training, training) { Scaling = scaling };
        InputTransform transform = InputTransform.Of(dataset, 1, standardize);
        Assert.Equal([offset, secondOffset], transform.Offsets.Take(2));
        Assert.Equal(divisor, transform.Divisors[0], 1e-15);
        Assert.Equal(secondDivisor, transform.Divisors[1], 1e-15);
        float[] inputs = new float[3];
        transform.Apply([offset is 0 ? 5 : (float)(offset + divisor), 0, 7], 0, inputs);
        Assert.Equal(offset is 0 ? 5 : 1, inputs[0]);
        Assert.Equal(scaling == InputScaling.None && !standardize ? 7 : 0, inputs[2]);
    }

    [Fact]
    public void Images_are_standardized_by_channel()
    {
        ExampleSet bytes = ExampleSet.OfBytes([0, 2, 10, 10, 4, 6, 30, 30], [0, 1], 4);
        ExampleSet floats = ExampleSet.OfFloats([0, 2, 10, 10, 4, 6, 30, 30], [0, 1], 4);
        foreach (ExampleSet examples in (ExampleSet[])[bytes, floats])
        {
            InputTransform transform = InputTransform.Of(
                new("small", ExampleShape.OfImage(2, 1, 2), 2, examples, examples), 0, standardize: true);
            Assert.Equal(2, transform.GroupSize);
            Assert.Equal([3, 20], transform.Offsets);
            Assert.Equal([Math.Sqrt(5), 10], transform.Divisors);
        }
    }

    private static void AssertRejected(string errorId, Func<Dataset> create)
    {
        SwishException e = Assert.Throws<SwishException>(create);
        Assert.Equal((errorId, ErrorKind.InvalidData), (e.ErrorId, e.Kind));
    }
}
