using System.Buffers.Binary;
using Swish.Data;
using Swish.Models;
using Swish.Models.Evaluation;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Xunit;

namespace Swish.Tests.Models.Evaluation;

/// <summary>Image files and rows of features are predicted as the same examples of a data set are.</summary>
public sealed class ExamplePredictorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainedNetwork _network = NetworkTestTests.Digits();
    private readonly ExamplePredictor _predictor;

    public ExamplePredictorTests() => _predictor = new(_network, 2, CancellationToken.None);

    public void Dispose()
    {
        _predictor.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    public void Image_files_are_predicted_as_the_examples_that_they_show(int scale, bool inverted)
    {
        string[] files = [.. Enumerable.Range(0, 5).Select(i => Save(i, $"{i}.bmp", scale, inverted))];
        IReadOnlyList<PredictionOutcome> outcomes = _predictor.PredictImages(files, invert: inverted);
        NetworkPrediction[] expected = [.. NetworkTest.Predict(
            _network, GoldenData.Digits, cancellationToken: TestContext.Current.CancellationToken).Take(5)];
        for (int i = 0; i < 5; i++)
        {
            NetworkPrediction actual = outcomes[i].Prediction!;
            Assert.Equal(i, actual.Index);
            Assert.Equal(files[i], actual.Path);
            Assert.Null(actual.Label);
            Assert.Null(actual.Correct);
            Assert.False(outcomes[i].LooksInverted);
            if (scale == 1) Assert.Equal(expected[i].GetProbabilities(), actual.GetProbabilities());
            else Assert.Equal(expected[i].Probability, actual.GetProbabilities()[expected[i].Predicted[0] - '0'], 0.1);
        }
    }

    [Fact]
    public void A_picture_of_dark_digits_on_white_looks_inverted()
    {
        string file = Save(0, "paper.bmp", 1, inverted: true);
        Assert.True(_predictor.PredictImages([file], invert: false)[0].LooksInverted);
        Assert.True(_predictor.PredictImages([Save(0, "0.bmp", 1, inverted: false)], invert: true)[0].LooksInverted);
    }

    [Fact]
    public void The_folder_is_the_label_if_it_is_a_class()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "7"));
        PredictionOutcome outcome = _predictor.PredictImages([Save(0, "7/a.bmp", 1, inverted: false)], false)[0];
        Assert.Equal("7", outcome.Prediction!.Label);
        Assert.Equal(outcome.Prediction.Predicted == "7", outcome.Prediction.Correct);
    }

    [Fact]
    public void A_file_that_is_no_image_is_an_error_in_its_place()
    {
        IReadOnlyList<PredictionOutcome> outcomes = _predictor.PredictImages(
            [_folder.File("notes.png", [1, 2, 3]), Save(0, "0.bmp", 1, false), _folder.File("missing.png")], false);
        Assert.Equal(["ImageInvalid", null, "ImageUnreadable"], outcomes.Select(o => o.Error?.ErrorId));
        Assert.Equal(1, outcomes[1].Prediction!.Index);
    }

    [Fact]
    public void Rows_are_predicted_as_the_examples_that_they_are()
    {
        NetworkPrediction expected = NetworkTest.Predict(
            _network, GoldenData.Digits, cancellationToken: TestContext.Current.CancellationToken).First();
        float[] pixels = [.. GoldenData.Digits.Test.ByteRow(0).ToArray().Select(pixel => (float)pixel)];
        NetworkPrediction actual = _predictor.PredictRow(pixels, expected.Label);
        Assert.Equal(expected.GetProbabilities(), actual.GetProbabilities());
        Assert.Equal(expected.Correct, actual.Correct);
        Assert.Equal("NetworkInputMismatch", Id(() => _predictor.PredictRow(pixels.AsSpan(1), null)));
        Assert.Equal("NetworkClassMismatch", Id(() => _predictor.PredictRow(pixels, "cat")));
        Assert.Equal("NetworkInputMismatch", Id(() => _predictor.ReadFeatures(_ => 1.0, _ => null)));
    }

    private static string Id(Action action) => Assert.Throws<SwishException>(action).ErrorId;

    /// <summary>Writes a test image as a BMP of 24 bits, each pixel as a square.</summary>
    private string Save(int index, string name, int scale, bool inverted)
    {
        ExampleShape shape = GoldenData.Digits.Shape;
        ReadOnlySpan<byte> pixels = GoldenData.Digits.Test.ByteRow(index);
        int width = shape.Columns * scale, height = shape.Rows * scale, stride = (3 * width + 3) / 4 * 4;
        byte[] file = new byte[54 + height * stride];
        "BM"u8.CopyTo(file);
        foreach ((int offset, int value) in (ReadOnlySpan<(int, int)>)
            [(2, file.Length), (10, 54), (14, 40), (18, width), (22, height), (26, 1 | 24 << 16)])
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte pixel = pixels[y / scale * shape.Columns + x / scale];
                // Rows from the bottom.
                file.AsSpan(54 + (height - 1 - y) * stride + 3 * x, 3).Fill(inverted ? (byte)(255 - pixel) : pixel);
            }
        }
        return _folder.File(name, file);
    }
}
