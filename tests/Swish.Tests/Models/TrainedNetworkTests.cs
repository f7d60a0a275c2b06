using Swish.Data;
using Swish.Models;
using Swish.Reproducibility;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>A network that a run keeps computes what the run computed, to the last bit.</summary>
[Trait("Speed", "Slow")]
public sealed class TrainedNetworkTests
{
    private static readonly TrainingOptions Keeps = new() { KeepsNetwork = true };

    public static TheoryData<string> Runs => [.. GoldenRuns.All.Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Kept_network_has_the_hash_and_the_test_figures_of_its_run(string name)
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == name);
        TrainingResult result = Trainer.Run(run.Recipe, run.Dataset, Keeps);

        TrainedNetwork network = result.GetNetwork()!;
        ExampleSet test = run.Dataset.Test;
        float[] logits = network.Evaluate(test, threads: 2);

        Assert.Equal(result.WeightHash, network.WeightHash);
        Assert.Equal(result.RunId, network.RunId);
        Assert.Equal(result.Parameters, network.Parameters);
        Assert.Equal(logits, EvaluateRaw(network, test));
        if (network.IsRegression)
        {
            Assert.Equal(result.RMSE!.Value, RootMeanSquare(logits, test.Targets.ToArray()), 1e-5);
            return;
        }
        Assert.Equal(result.TestAccuracy, Accuracy(logits, test));
        Assert.Equal(result.TestLoss, Loss(logits, test), 1e-6 * Math.Max(1, Math.Abs(result.TestLoss)));
    }

    [Fact]
    public void Network_is_kept_only_on_request()
    {
        GoldenRun run = GoldenRuns.All[0];

        Assert.Null(Trainer.Run(run.Recipe, run.Dataset).GetNetwork());
    }

    [Fact]
    public void Evaluation_of_a_part_is_that_part_of_the_evaluation()
    {
        GoldenRun run = GoldenRuns.All[0];
        TrainedNetwork network = Trainer.Run(run.Recipe, run.Dataset, Keeps).GetNetwork()!;
        float[] all = network.Evaluate(run.Dataset.Training), part = new float[7 * network.Classes];
        using NetworkPredictor predictor = network.CreatePredictor();

        predictor.Evaluate(run.Dataset.Training, 11, 7, part);

        Assert.Equal(all.AsSpan(11 * network.Classes, part.Length).ToArray(), part);
    }

    [Fact]
    public void Examples_of_another_shape_are_rejected()
    {
        GoldenRun run = GoldenRuns.All[0];
        TrainedNetwork network = Trainer.Run(run.Recipe, run.Dataset, Keeps).GetNetwork()!;

        SwishException error = Assert.Throws<SwishException>(() => network.Evaluate(GoldenData.Digits.Test));

        Assert.Equal("NetworkInputMismatch", error.ErrorId);
        Assert.Contains("49 inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_sum_to_one()
    {
        float[] probabilities = new float[4];

        NetworkPredictor.Softmax([1000f, 999f, -1000f, 998f], probabilities);

        Assert.Equal(1, probabilities.Sum(), 1e-6);
        Assert.Equal(0.66524096f, probabilities[0], 1e-6f);
        Assert.Equal(0f, probabilities[2]);
    }

    private static float[] EvaluateRaw(TrainedNetwork network, ExampleSet images)
    {
        float[] logits = new float[images.Count * network.OutputCount];
        using NetworkPredictor predictor = network.CreatePredictor();
        float[] raw = images.HasBytes
            ? [.. images.Bytes.ToArray().Select(pixel => (float)pixel)]
            : images.Floats.ToArray();
        predictor.Evaluate(raw, logits);
        return logits;
    }

    private static double RootMeanSquare(float[] predictions, float[] targets) =>
        Math.Sqrt(predictions.Zip(targets).Average(pair => Math.Pow((double)pair.First - pair.Second, 2)));

    private static double Accuracy(float[] logits, ExampleSet images) =>
        (double)Rows(logits, images).Count(row => Array.IndexOf(row.Logits, row.Logits.Max()) == row.Label)
            / images.Count;

    private static double Loss(float[] logits, ExampleSet images) => Rows(logits, images).Average(row =>
    {
        double largest = row.Logits.Max();
        return largest + Math.Log(row.Logits.Sum(logit => Math.Exp(logit - largest))) - row.Logits[row.Label];
    });

    private static IEnumerable<(float[] Logits, ushort Label)> Rows(float[] logits, ExampleSet images) =>
        logits.Chunk(logits.Length / images.Count).Zip(images.Labels.ToArray());
}
