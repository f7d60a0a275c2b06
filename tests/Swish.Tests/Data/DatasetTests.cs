using Swish.Data;
using Xunit;

namespace Swish.Tests.Data;

public sealed class DatasetTests
{
    private static readonly LabeledImages Two = new(new byte[12], [0, 1], 6);

    [Fact]
    public void A_data_set_is_created_from_matching_parts()
    {
        Dataset dataset = new("small", 2, 3, 2, Two, Two);
        Assert.Equal(6, dataset.PixelCount);
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
        LabeledImages none = new([], [], 6);
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
        LabeledImages wrong = new(new byte[12], [0, 2], 6);
        AssertRejected("DatasetLabelOutOfRange", () => new Dataset("small", 2, 3, 2, Two, wrong));
        AssertRejected("DatasetLabelOutOfRange", () => new Dataset("small", 2, 3, 2, wrong, Two));
        Assert.Equal(3, new Dataset("small", 2, 3, 3, wrong, Two).Classes);
    }

    private static void AssertRejected(string errorId, Func<Dataset> create)
    {
        SwishException e = Assert.Throws<SwishException>(create);
        Assert.Equal((errorId, ErrorKind.InvalidData), (e.ErrorId, e.Kind));
    }
}
