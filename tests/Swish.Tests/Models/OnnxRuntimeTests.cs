using Swish.Activations;
using Swish.Models;
using Swish.Networks;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>
/// ONNX Runtime computes from an exported file what the network computes: logits within 1e-5 of the largest logit, and
/// the same classes; and our own import returns every bit.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class OnnxRuntimeTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Runs => [.. GoldenRuns.All.Select(run => run.Name)];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Golden_run_has_the_same_logits(string name)
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == name);

        Compare(run.Recipe, run.Dataset);
    }

    private static void Compare(TrainingRecipe recipe, Swish.Data.Dataset dataset)
    {
        TrainedNetwork network = Trainer.Run(recipe, dataset, new() { KeepsNetwork = true }).GetNetwork()!;
        using TemporaryFolder folder = new();
        string path = NetworkFile.PathOf(folder.Path, network.RunId);
        NetworkFile.Write(network, path);
        float[] expected = network.Evaluate(dataset.Test);
        TrainedNetwork imported = NetworkFile.Read(path);
        using OnnxSession session = new(path);

        float[] actual = session.Evaluate(dataset.Test, dataset.Shape, "logits");

        Assert.Equal(network.WeightHash, imported.WeightHash);
        Assert.Equal(expected, imported.Evaluate(dataset.Test));
        double difference = OnnxSession.Difference(expected, actual, network.OutputCount);
        Assert.True(difference <= Tolerance, $"The largest difference is {difference:e2}.");
        Assert.Equal(Classes(expected, network.OutputCount), Classes(actual, network.OutputCount));
    }

    private static int[] Classes(float[] logits, int outputs) =>
        [.. logits.Chunk(outputs).Select(row => Array.IndexOf(row, row.Max()))];
}
