using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.Tests.Reference;
using Swish.Training;
using Swish.Training.Diagnostics;
using Xunit;

namespace Swish.Tests.Training.Diagnostics;

/// <summary>
/// The diagnostics of layers compared with the same figures of the reference network, which is in double and shares
/// nothing with the library but the functions' definitions. Layers of 40 and 33 units cross the borders of panels.
/// </summary>
public sealed class NetworkDiagnosisTests
{
    private const int Classes = 7;
    private const int Steps = 4;

    private static readonly Dataset Data = NewDataset();

    private static readonly TrainingRecipe Plain = new()
    {
        Activation = ActivationCatalog.Parse("Swish"),
        HiddenLayers = new([40, 40, 33]),
        BatchSize = 12,
        LearningRate = 0.1,
        Optimizer = OptimizerKind.SGD,
        Initializer = InitializerKind.GlorotNormal,
        InitialBias = 0.1,
        ValidationCount = 5,
        Steps = Steps,
        Diagnostic = true,
    };

    private static readonly Dictionary<string, TrainingRecipe> Recipes = new()
    {
        ["plain"] = Plain,
        ["ReLU, many dead"] = Plain with { Activation = ActivationCatalog.Parse("ReLU"), InitialBias = -0.7 },
        ["sigmoid, saturated"] = Plain with
        {
            Activation = ActivationCatalog.Parse("Sigmoid"),
            Initializer = InitializerKind.TruncatedNormal,
            InitializerDeviation = 3,
            InitialBias = 14,
        },
        ["BatchNorm before"] = Plain with { BatchNormInterval = 1 },
        ["BatchNorm after every second"] =
            Plain with { BatchNormInterval = 2, BatchNormPosition = BatchNormPosition.AfterActivation },
        ["residual, dropout"] = Plain with { Residual = true, Dropout = 0.4 },
        ["penalties, clip, average"] =
            Plain with { L2 = 0.1, WeightDecay = 0.1, GradientClip = 0.05, MovingAverageDecay = 0.99 },
        ["PReLU a layer, Adam"] = Plain with
        {
            Activation = ActivationCatalog.Parse("PReLU(per=layer)"),
            Optimizer = OptimizerKind.Adam,
            LearningRate = 0.01,
        },
        ["trained Swish a unit"] = Plain with { Activation = ActivationCatalog.Parse("TrainedSwish(per=unit)") },
        ["two constants"] = Plain with
        {
            Activation = ActivationCatalog.Parse("Own{b*x*sigmoid(k*x); b=1 per layer; k=1 per unit}"),
        },
        ["GLU"] = Plain with { Activation = ActivationCatalog.Parse("GLU"), GateWidth = GateWidth.Unchanged },
        ["ReGLU, many dead"] = Plain with
        {
            Activation = ActivationCatalog.Parse("ReGLU"),
            GateWidth = GateWidth.Unchanged,
            InitialBias = -0.7,
        },
        ["gate of two constants, BatchNorm, residual"] = Plain with
        {
            Activation = ActivationCatalog.Parse("{x*sigmoid(k*y)+b*y; b=0.1 per layer; k=1 per unit}"),
            GateWidth = GateWidth.Unchanged,
            BatchNormInterval = 2,
            Residual = true,
        },
        ["standardized pixels"] = Plain with { Standardize = true },
    };

    public static TheoryData<string> Names => [.. Recipes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Figures_are_those_of_the_reference(string name)
    {
        TrainingRecipe recipe = Recipes[name];
        using TrainingRun run = new(recipe, Data, new() { Threads = 2 }, TestContext.Current.CancellationToken);
        for (int step = 0; step <= Steps; step++)
        {
            ReferenceNetwork network = ForwardBackward(recipe, run.Network, out List<double[][]> outputs);
            IReadOnlyList<LayerDiagnostic> seen = run.Diagnose();
            Assert.Equal(recipe.HiddenLayers.Depth, seen.Count);
            for (int i = 0; i < seen.Count; i++) AssertClose(Expected(recipe, network, outputs[i], i, step), seen[i]);
            if (step < Steps) Assert.True(run.Step());
        }
    }

    [Fact]
    public void The_samples_show_what_they_are_to_show()
    {
        Assert.InRange(Last("ReLU, many dead")[0].DeadShare, 0.05, 0.95);
        Assert.InRange(Last("sigmoid, saturated")[1].DeadShare, 0.05, 0.95);
        Assert.Equal(0, Last("plain")[0].DeadShare);
        Assert.Equal(["b", "k"], Last("two constants")[2].LearnableParameters.Select(c => c.Name));
        ParameterSummary perLayer = Last("two constants")[2].LearnableParameters[0], perUnit = Last("two constants")[2].LearnableParameters[1];
        Assert.True(perLayer.Minimum == perLayer.Maximum && perLayer.Mean == perLayer.Maximum && perLayer.Mean != 1);
        Assert.True(perUnit.Minimum < perUnit.Mean && perUnit.Mean < perUnit.Maximum);
        Assert.Empty(Last("plain")[2].LearnableParameters);
    }

    [Fact]
    public void A_dead_layer_has_neither_output_nor_gradient()
    {
        TrainingRecipe recipe = Plain with { Activation = ActivationCatalog.Parse("ReLU"), InitialBias = -1000 };
        LayerDiagnostic last = Run(recipe, Data).GetDiagnostics()[^1];
        Assert.Equal((0.0, 0.0, 1.0, 0.0), (last.Mean, last.StandardDeviation, last.DeadShare, last.GradientNorm));
        Assert.True(last.WeightNorm > 1);
    }

    [Fact]
    public void Steps_are_those_of_evaluations_with_that_before_the_first()
    {
        TrainingResult result = Run(Plain with { Steps = 5, EvaluateEvery = 2 }, Data);
        Assert.Equal([0, 0, 0, 2, 2, 2, 4, 4, 4, 5, 5, 5], result.GetDiagnostics().Select(d => d.Step));
        Assert.Equal([1, 2, 3], result.GetDiagnostics().Take(3).Select(d => d.Layer));
        Assert.Empty(Run(Plain with { Diagnostic = false }, Data).GetDiagnostics());
        Assert.Empty(Run(Plain with { HiddenLayers = new([]) }, Data).GetDiagnostics());
    }

    [Fact]
    public void A_run_that_diverges_shows_the_network_that_did()
    {
        TrainingRecipe recipe = Plain with
        {
            LearningRate = 1e6,
            Activation = ActivationCatalog.Parse("Identity"),
            Steps = 50,
        };
        TrainingResult result = Run(recipe, Data);
        Assert.Equal(RunStatus.Diverged, result.RunStatus);
        LayerDiagnostic[] last = [.. result.GetDiagnostics().TakeLast(3)];
        Assert.All(last, layer => Assert.Equal(result.Steps, layer.Step));
        Assert.All(last, layer => Assert.True(double.IsNaN(layer.GradientNorm)));
        Assert.Equal(result.GetDiagnostics().Count, result.GetDiagnostics().Select(d => (d.Step, d.Layer)).Distinct().Count());
    }

    [Fact]
    public void The_sample_is_of_1000_images_that_are_trained_on()
    {
        Dataset many = NewDataset(1500);
        TrainingRecipe recipe = Plain with { ValidationCount = 100 };
        IReadOnlyList<LayerDiagnostic> seen = Run(recipe, many).GetDiagnostics();
        Dataset fewer = new("fewer", 5, 7, Classes, First(many.Training, 1100), many.Test);
        // The same images are looked at before the first step; those after them say nothing.
        Assert.Equal(seen.Take(3), Run(recipe, fewer).GetDiagnostics().Take(3));
        Assert.Equal(1000, RecipeSize.DiagnosticSample(recipe, many));
        Assert.Equal(60, RecipeSize.DiagnosticSample(Plain, Data));
        Assert.Equal(0, RecipeSize.DiagnosticSample(recipe with { Diagnostic = false }, many));
    }

    private static TrainingResult Run(TrainingRecipe recipe, Dataset data) =>
        Trainer.Run(recipe, data, null, TestContext.Current.CancellationToken);

    private static IReadOnlyList<LayerDiagnostic> Last(string name) =>
        [.. Run(Recipes[name], Data).GetDiagnostics().TakeLast(3)];

    /// <summary>The recipe's reference network with a network's values, after a pass over the sample.</summary>
    private static ReferenceNetwork ForwardBackward(TrainingRecipe recipe, Network source, out List<double[][]> outputs)
    {
        ReferenceNetwork network = new(recipe with { Dropout = 0 }, Data.InputCount, Classes);
        // Blocks and parameters come in one order: weights, bias, BatchNorm, constants.
        foreach (ParameterBlock block in source.Parameters)
        {
            float[] values = block.Read(block.Values);
            int place = source.Parameters.Where(p => (p.Layer, p.Kind) == (block.Layer, block.Kind))
                .TakeWhile(p => p != block).Count();
            double[] target = network.Parameters
                .Where(p => p.Layer == block.Layer && p.Kind.ToString() == block.Kind.ToString()).ElementAt(place).Value;
            for (int i = 0; i < target.Length; i++) target[i] = values[i];
        }
        int first = recipe.ValidationCount;
        int[] labels = [.. Data.Training.Labels[first..].ToArray().Select(l => (int)l)];
        double[][] input = Input(recipe, first);
        network.ForwardBackward(input, labels);
        outputs = [];
        foreach (IReferenceLayer layer in network.Blocks)
        {
            input = layer.Forward(input, training: true);
            outputs.Add(input);
        }
        return network;
    }

    private static double[][] Input(TrainingRecipe recipe, int first)
    {
        double[] pixels = [.. Data.Training.Bytes[(first * Data.InputCount)..].ToArray().Select(p => (double)p)];
        double mean = recipe.Standardize ? pixels.Average() : 0;
        double deviation = recipe.Standardize ? Deviation(pixels) : 255;
        return [.. pixels.Select(p => (p - mean) / deviation).Chunk(Data.InputCount)];
    }

    private static LayerDiagnostic Expected(
        TrainingRecipe recipe, ReferenceNetwork network, double[][] output, int layer, int step)
    {
        double[] values = [.. output.SelectMany(row => row)];
        ReferenceParameter[] weights = [.. OfLayer(Swish.Tests.Reference.ParameterKind.Weight)];
        IEnumerable<ParameterSummary> constants = recipe.Activation.LearnableParameters.Zip(
            OfLayer(Swish.Tests.Reference.ParameterKind.ActivationParameter), (c, p) => new ParameterSummary(
                c.Name, p.Value.Average(), p.Value.Min(), p.Value.Max()));
        return new(
            step, layer + 1, values.Average(), Deviation(values), network.DeadShare(layer, 1e-6),
            Norm(weights.SelectMany(w => w.Gradient)), Norm(weights.SelectMany(w => w.Value)), new(constants));

        IEnumerable<ReferenceParameter> OfLayer(Swish.Tests.Reference.ParameterKind kind) =>
            network.Parameters.Where(p => p.Layer == layer && p.Kind == kind);
    }

    private static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(v => v * v));

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static void AssertClose(LayerDiagnostic expected, LayerDiagnostic actual)
    {
        Assert.Equal((expected.Step, expected.Layer), (actual.Step, actual.Layer));
        Assert.Equal(expected.DeadShare, actual.DeadShare);
        Close(nameof(actual.Mean), expected.Mean, actual.Mean);
        Close(nameof(actual.StandardDeviation), expected.StandardDeviation, actual.StandardDeviation);
        Close(nameof(actual.GradientNorm), expected.GradientNorm, actual.GradientNorm);
        Close(nameof(actual.WeightNorm), expected.WeightNorm, actual.WeightNorm);
        Assert.Equal(expected.LearnableParameters.Select(c => c.Name), actual.LearnableParameters.Select(c => c.Name));
        foreach ((ParameterSummary e, ParameterSummary a) in expected.LearnableParameters.Zip(actual.LearnableParameters))
        {
            Close("mean of " + e.Name, e.Mean, a.Mean);
            Assert.Equal((e.Minimum, e.Maximum), (a.Minimum, a.Maximum));
        }

        void Close(string name, double wanted, double got) => Assert.True(
            Math.Abs(wanted - got) <= 1e-5 * Math.Abs(wanted) + 1e-7,
            $"{name} of layer {actual.Layer} at step {actual.Step} is {got}, and {wanted} in the reference");
    }

    private static Dataset NewDataset(int count = 65)
    {
        System.Random random = new(3);
        byte[] pixels = [.. Enumerable.Range(0, count * 35).Select(_ => (byte)(random.Next(2) * random.Next(256)))];
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(Classes))];
        ExampleSet images = new(pixels, labels, 35);
        return new("random", 5, 7, Classes, images, First(images, 20));
    }

    private static ExampleSet First(ExampleSet images, int count) =>
        new(images.Bytes[..(count * images.InputCount)].ToArray(), [.. images.Labels[..count].ToArray().Select(label => (byte)label)], images.InputCount);
}
