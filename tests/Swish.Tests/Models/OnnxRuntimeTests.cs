using Swish.Activations;
using Swish.Data;
using Swish.Models;
using Swish.Networks;
using Swish.Recipes;
using Swish.Reproducibility;
using Swish.Tests.Sweeps;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Models;

/// <summary>
/// ONNX Runtime computes from an exported file what the network computes, for 10,000 images: logits within 1e-5 of the
/// largest logit of the image, and the same class unless two logits are closer than that. Our own import returns every
/// bit.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class OnnxRuntimeTests
{
    private const double Tolerance = 1e-5;

    private static readonly string[] Formulas =
    [
        "{x*sigmoid(x)}", "{x*sigmoid(1.7*x) + 0.1*sin(x)}", "{max(x, 0.1*x)}", "{x*tanh(softplus(x))}",
        "{x*atan(exp(x))}", "{max(x, 0) - 0.3*exp(-x^2)}", "{min(x, sin(x))}", "{x/(1 + abs(x))}", "{log(1 + exp(x))}",
        "{log1p(x^2)}", "{expm1(min(x, 0)) + max(x, 0)}", "{asinh(x)}", "{atan(x)}", "{x*erf(x)}",
        "{0.5*x*(1 + erf(x/sqrt(2)))}",
        "{cos(x) - x}", "{sinh(min(max(x, -3), 3))}", "{cosh(min(max(x, -2), 2))}", "{tan(0.4*sin(x))}",
        "{sinc(x) + x}",
        "{sqrt(x^2 + 1)}", "{x^3/(1 + x^2)}", "{abs(x)^1.5}", "{(x^2 + 1)^-0.5}", "{exp(-abs(x))}", "{-x*sigmoid(-x)}",
        "{relu(x)^2}", "{x*min(max(x + 3, 0), 6)/6}", "{2*sigmoid(2*x) - 1}", "{x*sigmoid(1.702*x) + log1p(exp(-x^2))}",
        "Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}", "Bent{(sqrt(x^2 + 1) - 1)*a + x; a=0.5 per unit}",
        "{(1 - erf(x))^0.1}", "{(1 - erf(abs(x)))*exp(min(x^2, 60))}",
        "{x - x}", "{0*x + 0.5}", "{a + 0*x; a=0.5 per unit}",
    ];

    private static readonly string[] Variants =
    [
        "Swish(beta=1.7)", "Swish(beta=-0.5)", "PReLU(per=unit)", "TrainedSwish(per=unit)", "ELU(alpha=0.5)",
        "SELU(alpha=1, lambda=2)", "LeakyReLU(alpha=-0.2)", "DoubleSwish(beta=3)",
    ];

    private static readonly Lazy<ExampleSet> Mnist = new(() => MnistRuns.Dataset.Test);

    public static TheoryData<string> Runs => [.. GoldenRuns.All.Select(run => run.Name)];

    public static TheoryData<string> Activations =>
        [.. ActivationCatalog.All.Select(info => info.Name), .. Variants, .. Formulas];

    [Theory]
    [MemberData(nameof(Runs))]
    public void Golden_run_is_computed_alike(string name)
    {
        GoldenRun run = GoldenRuns.All.Single(r => r.Name == name);

        Compare(run.Recipe, run.Dataset, run.Dataset.InputCount == 784 ? Mnist.Value : RandomImages(run.Dataset));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_is_computed_alike(string activation) => Compare(
        new()
        {
            Activation = ActivationCatalog.Parse(activation),
            HiddenLayers = HiddenLayerList.Parse("48-33"),
            Initializer = InitializerKind.TruncatedNormal,
            // Wide enough that all pieces of each function are visited.
            InitializerDeviation = 0.3,
            BatchSize = 50,
            Steps = 20,
            ValidationCount = 100,
        },
        GoldenData.Digits, Mnist.Value);

    [Fact]
    public void Twelve_layers_are_computed_alike() => Compare(
        RecipeCatalog.Create("Synced2017Deep").Expand()[0] with { Steps = 20 }, MnistRuns.Dataset, Mnist.Value);

    [Theory]
    [InlineData(InputScaling.UnitRange)]
    [InlineData(InputScaling.Standardize)]
    [InlineData(InputScaling.None)]
    public void Features_are_scaled_alike(InputScaling scaling)
    {
        float[] training = Features(200, seed: 1), test = Features(10_000, seed: 2);
        Dataset dataset = new(
            "features", ExampleShape.OfFeatures(4), 2, ExampleSet.OfFloats(training, Labels(training), 4),
            ExampleSet.OfFloats(test, Labels(test), 4))
        {
            Scaling = scaling,
        };

        Compare(
            new() { HiddenLayers = HiddenLayerList.Parse("16x2"), BatchSize = 20, Steps = 30, ValidationCount = 50 },
            dataset, dataset.Test);
    }

    [Fact]
    public void Numbers_are_predicted_alike()
    {
        float[] training = Features(200, seed: 1), test = Features(1000, seed: 2);
        Dataset dataset = new(
            "numbers", ExampleShape.OfFeatures(4), 0, ExampleSet.WithTargets(training, Targets(training), 4),
            ExampleSet.WithTargets(test, Targets(test), 4))
        {
            Scaling = InputScaling.Standardize,
        };
        TrainedNetwork network = Train(
            new() { HiddenLayers = HiddenLayerList.Parse("16x2"), BatchSize = 20, Steps = 30, ValidationCount = 50 },
            dataset);
        using TemporaryFolder folder = new();
        string path = folder.File("a.onnx");
        NetworkFile.Write(network, path);
        using OnnxSession session = new(path);

        float[] expected = network.Evaluate(dataset.Test);

        Assert.Equal(["prediction"], session.Outputs);
        // As one row, since a single prediction may be close to 0.
        float[] actual = session.Evaluate(dataset.Test, dataset.Shape, "prediction");
        Assert.InRange(OnnxSession.Difference(expected, actual, expected.Length), 0, Tolerance);
        Assert.Equal(expected, NetworkFile.Read(path).Evaluate(dataset.Test));
    }

    /// <summary>Features around 0, of a small spread around a large number, in a large range, and constant.</summary>
    private static float[] Features(int count, int seed)
    {
        System.Random random = new(seed);
        return
        [
            .. Enumerable.Range(0, count).SelectMany(_ => (float[])
                [random.NextSingle() - 0.5f, 2000 + (0.25f * random.Next(8)), 1000 * random.NextSingle(), 7]),
        ];
    }

    private static float[] Targets(float[] features) => [.. features.Chunk(4).Select(row => row[0] + (row[1] - 2000))];

    private static ushort[] Labels(float[] features) => [.. Targets(features).Select(target => (ushort)(target > 1 ? 1 : 0))];

    private static TrainedNetwork Train(TrainingRecipe recipe, Dataset dataset) =>
        Trainer.Run(recipe, dataset, new() { KeepsNetwork = true }).GetNetwork()!;

    private static void Compare(TrainingRecipe recipe, Dataset dataset, ExampleSet test)
    {
        TrainedNetwork network = Train(recipe, dataset);
        using TemporaryFolder folder = new();
        string path = NetworkFile.PathOf(folder.Path, network.RunId);
        NetworkFile.Write(network, path);
        float[] expected = network.Evaluate(test);
        TrainedNetwork imported = NetworkFile.Read(path);
        using OnnxSession session = new(path);

        float[] actual = session.Evaluate(test, dataset.Shape, network.IsRegression ? "prediction" : "logits");

        Assert.Equal(network.WeightHash, imported.WeightHash);
        Assert.True(expected.AsSpan().SequenceEqual(imported.Evaluate(test)), "The import computes other bits.");
        Assert.Equal(10_000 * network.OutputCount, actual.Length);
        // Numbers are compared as one row, since a single prediction may be close to 0.
        double difference = OnnxSession.Difference(
            expected, actual, network.IsRegression ? expected.Length : network.OutputCount);
        Assert.True(difference <= Tolerance, $"The largest difference is {difference:e2}.");
        if (network.IsRegression) return;
        Assert.Equal(0, CountOtherClasses(expected, actual, network.OutputCount));
        float[] probabilities = session.Evaluate(test, dataset.Shape, "probabilities");
        Assert.Equal(0, ProbabilityDifference(probabilities, expected, network.OutputCount), 1e-3);
    }

    private static int CountOtherClasses(float[] expected, float[] actual, int outputs)
    {
        int others = 0;
        for (int row = 0; row < expected.Length; row += outputs)
        {
            ReadOnlySpan<float> logits = expected.AsSpan(row, outputs);
            int ours = IndexOfLargest(logits), theirs = IndexOfLargest(actual.AsSpan(row, outputs));
            if (logits[ours] - logits[theirs] > 2 * Tolerance * Math.Abs(logits[ours])) others++;
        }
        return others;
    }

    private static int IndexOfLargest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int c = 1; c < logits.Length; c++)
            if (logits[c] > logits[best]) best = c;
        return best;
    }

    private static double ProbabilityDifference(float[] actual, float[] logits, int outputs)
    {
        double largest = 0;
        float[] expected = new float[outputs];
        for (int row = 0; row < logits.Length; row += outputs)
        {
            NetworkPredictor.Softmax(logits.AsSpan(row, outputs), expected);
            for (int c = 0; c < outputs; c++) largest = Math.Max(largest, Math.Abs(expected[c] - actual[row + c]));
        }
        return largest;
    }

    private static ExampleSet RandomImages(Dataset dataset)
    {
        System.Random random = new(1);
        byte[] pixels = new byte[10_000 * dataset.InputCount];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(random.Next(3) == 0 ? random.Next(256) : 0);
        return new(pixels, new byte[10_000], dataset.InputCount);
    }
}
