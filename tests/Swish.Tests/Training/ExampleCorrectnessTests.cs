using Swish.Activations;
using Swish.Data;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Training;

public sealed class ExampleCorrectnessTests
{
    private static readonly TrainingRecipe Small = new()
    {
        HiddenLayers = HiddenLayerList.Uniform(1, 16), BatchSize = 20, Steps = 60, ValidationCount = 20, LearningRate = 0.01,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_bit_is_what_the_kept_network_predicts(int threads)
    {
        Dataset data = GoldenData.Patterns;
        TrainingResult result = Trainer.Run(
            Small, data, new() { KeepsNetwork = true, Threads = threads }, TestContext.Current.CancellationToken);
        ExampleCorrectness bits = result.GetCorrectness()!;
        float[] logits = result.GetNetwork()!.Evaluate(data.Test, 1, TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Range(0, data.Test.Count).Select(i =>
            {
                float[] row = logits[(i * data.Classes)..((i + 1) * data.Classes)];
                return Array.IndexOf(row, row.Max()) == data.Test.Labels[i];
            }),
            bits.ToArray());
        Assert.Equal(result.TestAccuracy, (double)bits.CorrectCount / bits.Count);
        Assert.Equal((data.Test.Count, data.Fingerprint), (bits.Count, bits.DatasetFingerprint));
        Assert.InRange(bits.CorrectCount, 1, bits.Count - 1);
    }

    [Fact]
    public void A_run_that_diverged_and_one_that_predicts_numbers_have_none()
    {
        TrainingRecipe wild = Small with { Optimizer = OptimizerKind.SGD, LearningRate = 1e6 };
        TrainingResult diverged = Trainer.Run(
            wild with { Activation = ActivationCatalog.Parse("Identity") }, GoldenData.Patterns, null,
            TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Diverged, diverged.RunStatus);
        Assert.Null(diverged.GetCorrectness());
        Dataset sine = Swish.Data.Toys.ToyDataset.Create(
            new() { Kind = Swish.Data.Toys.ToyKind.Sine, Count = 100, TestCount = 30 });
        Assert.Null(Trainer.Run(Small, sine, null, TestContext.Current.CancellationToken).GetCorrectness());
    }

    [Theory]
    [InlineData(8, new byte[] { 0xFF }, true)]
    [InlineData(9, new byte[] { 0xFF, 0x01 }, true)]
    [InlineData(9, new byte[] { 0xFF, 0x02 }, false)]
    [InlineData(9, new byte[] { 0xFF }, false)]
    [InlineData(8, new byte[] { 0xFF, 0 }, false)]
    [InlineData(0, new byte[0], false)]
    [InlineData(-8, new byte[0], false)]
    [InlineData(ExampleCorrectness.MaxCount + 1, new byte[] { 1 }, false)]
    public void Bits_fit_the_number_of_examples(int count, byte[] bits, bool fit) =>
        Assert.Equal(fit, ExampleCorrectness.TryCreate(bits, count, "a") is not null);

    [Fact]
    public void Bits_are_read_from_the_lowest_and_are_equal_by_value()
    {
        ExampleCorrectness bits = ExampleCorrectness.TryCreate([0b0000_0101, 0b10], 10, "a")!;
        Assert.Equal([true, false, true, false, false, false, false, false, false, true], bits.ToArray());
        Assert.Equal(3, bits.CorrectCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => bits[10]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bits[-1]);
        Assert.Equal(bits, ExampleCorrectness.TryCreate([5, 2], 10, "a"));
        Assert.Equal(bits.GetHashCode(), ExampleCorrectness.TryCreate([5, 2], 10, "a")!.GetHashCode());
        Assert.NotEqual(bits, ExampleCorrectness.TryCreate([5, 2], 10, "b"));
        Assert.NotEqual(bits, ExampleCorrectness.TryCreate([5, 2], 11, "a"));
        Assert.NotEqual(bits, ExampleCorrectness.TryCreate([6, 2], 10, "a"));
    }
}
