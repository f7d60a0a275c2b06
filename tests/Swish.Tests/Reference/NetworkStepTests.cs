using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Recipes;
using Swish.Training;
using Xunit;

namespace Swish.Tests.Reference;

/// <summary>
/// A few steps of a whole network in the library compared with the same steps in the reference: losses, every
/// parameter, every moving average, the running statistics, and what an evaluation says. Hidden layers of 40 and 33
/// units cross the borders of panels.
/// </summary>
public sealed class NetworkStepTests
{
    private const int Steps = 6;
    private const int Classes = 7;

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
    };

    private static readonly Dictionary<string, TrainingRecipe> Recipes = new()
    {
        ["SGD"] = Plain,
        ["Momentum"] = Plain with { Optimizer = OptimizerKind.Momentum, Momentum = 0.8 },
        ["Nesterov"] = Plain with { Optimizer = OptimizerKind.Nesterov, Momentum = 0.8 },
        ["RMSProp"] = Plain with { Optimizer = OptimizerKind.RMSProp, LearningRate = 0.001 },
        ["Adam"] = Plain with { Optimizer = OptimizerKind.Adam, LearningRate = 0.01 },
        ["AdamW"] = Plain with { Optimizer = OptimizerKind.AdamW, LearningRate = 0.01, WeightDecay = 0.1 },
        ["weight decay, SGD"] = Plain with { WeightDecay = 0.1 },
        ["weight decay, Momentum"] = Plain with { Optimizer = OptimizerKind.Momentum, WeightDecay = 0.1 },
        ["weight decay, Adam"] = Plain with { Optimizer = OptimizerKind.Adam, LearningRate = 0.01, WeightDecay = 0.1 },
        ["L2 on all"] = Plain with { L2 = 0.1 },
        ["L2 on the first"] = Plain with { L2 = 0.1, L2Layer = L2Layer.First },
        ["L2, weight decay and Adam"] =
            Plain with { Optimizer = OptimizerKind.Adam, LearningRate = 0.01, L2 = 0.05, WeightDecay = 0.05 },
        ["clip"] = Plain with { GradientClip = 0.05 },
        ["clip, L2, weight decay, Nesterov"] =
            Plain with { Optimizer = OptimizerKind.Nesterov, GradientClip = 0.5, L2 = 0.1, WeightDecay = 0.1 },
        ["clip that does not bite"] = Plain with { GradientClip = 1000 },
        ["exponential"] = Plain with { Schedule = ScheduleKind.Exponential, DecayRate = 0.5, DecayStep = 4 },
        ["exponential, staircase"] =
            Plain with { Schedule = ScheduleKind.Exponential, DecayRate = 0.5, DecayStep = 2, Staircase = true },
        ["exponential, by epoch"] = Plain with { Schedule = ScheduleKind.Exponential, DecayRate = 0.1 },
        ["step"] = Plain with { Schedule = ScheduleKind.Step, DecayRate = 0.5, DecayStep = 2 },
        ["cosine"] = Plain with { Schedule = ScheduleKind.Cosine },
        ["one cycle"] = Plain with { Schedule = ScheduleKind.OneCycle },
        ["augmentation"] = Plain with { Augmentation = AugmentationKind.PadCropFlip },
        ["augmentation, standardized"] = Plain with { Augmentation = AugmentationKind.PadCropFlip, Standardize = true },
        ["label smoothing"] = Plain with { LabelSmoothing = 0.1 },
        ["cosine, warm-up"] = Plain with { Schedule = ScheduleKind.Cosine, WarmupStep = 3 },
        ["moving average"] = Plain with { MovingAverageDecay = 0.99 },
        ["moving average, Adam, BatchNorm"] = Plain with
        {
            MovingAverageDecay = 0.3,
            Optimizer = OptimizerKind.Adam,
            LearningRate = 0.01,
            BatchNormInterval = 1,
            BatchNormPosition = BatchNormPosition.AfterActivation,
        },
        ["BatchNorm with a fixed scale, momentum"] = Plain with
        {
            BatchNormInterval = 1,
            FixedBatchNormScale = true,
            Optimizer = OptimizerKind.Momentum,
        },
        ["BatchNorm before"] = Plain with { BatchNormInterval = 1 },
        ["BatchNorm after"] =
            Plain with { BatchNormInterval = 1, BatchNormPosition = BatchNormPosition.AfterActivation },
        ["BatchNorm on every second, momentum"] =
            Plain with { BatchNormInterval = 2, Optimizer = OptimizerKind.Momentum },
        ["residual"] = Plain with { Residual = true },
        ["residual on the first layer too"] = Plain with { Residual = true, HiddenLayers = new([35, 35]) },
        ["residual, BatchNorm"] = Plain with { Residual = true, BatchNormInterval = 1 },
        ["dropout"] = Plain with { Dropout = 0.4 },
        ["dropout, residual, BatchNorm after"] = Plain with
        {
            Dropout = 0.4,
            Residual = true,
            BatchNormInterval = 1,
            BatchNormPosition = BatchNormPosition.AfterActivation,
        },
        ["PReLU a layer, L2 and decay"] =
            Plain with { Activation = ActivationCatalog.Parse("PReLU(per=layer)"), L2 = 0.1, WeightDecay = 0.1 },
        ["PReLU a unit, AdamW"] = Plain with
        {
            Activation = ActivationCatalog.Parse("PReLU(per=unit)"),
            Optimizer = OptimizerKind.AdamW,
            LearningRate = 0.01,
            WeightDecay = 0.1,
            MovingAverageDecay = 0.9,
        },
        ["trained Swish a layer, clip"] = Plain with
        {
            Activation = ActivationCatalog.Parse("TrainedSwish(per=layer)"),
            Optimizer = OptimizerKind.Nesterov,
            GradientClip = 0.5,
            L2 = 0.1,
        },
        ["trained Swish a unit, BatchNorm, dropout"] = Plain with
        {
            Activation = ActivationCatalog.Parse("TrainedSwish(per=unit)"),
            Optimizer = OptimizerKind.Momentum,
            BatchNormInterval = 1,
            Dropout = 0.3,
        },
        ["ReLU"] = Plain with { Activation = ActivationCatalog.Parse("ReLU") },
        ["standardized pixels"] = Plain with { Standardize = true },
        ["no hidden layer"] = Plain with { HiddenLayers = new([]) },
    };

    public static TheoryData<string> Names => [.. Recipes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Library_follows_the_reference(string name)
    {
        TrainingRecipe recipe = Recipes[name];
        bool followsSigns = recipe.Optimizer is OptimizerKind.RMSProp or OptimizerKind.Adam or OptimizerKind.AdamW;
        Follow(recipe, threads: 1, skipZeros: null, tolerance: followsSigns ? 1e-4 : 2e-6);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void Threads_and_skipped_zeros_follow_it_too(int threads, bool skipZeros) =>
        Follow(Plain with { BatchNormInterval = 2, MovingAverageDecay = 0.9 }, threads, skipZeros, tolerance: 2e-6);

    [Theory]
    [InlineData(1, 1, 0.0, 0.1)]
    [InlineData(2, 3, 0.0, 0.1)]
    [InlineData(3, 1, 0.8, 0.1)]
    [InlineData(100, 1, 0.0, 0.5)]
    public void Early_stopping_keeps_the_network_that_the_reference_finds_best(
        int patience, int every, double average, double rate)
    {
        TrainingRecipe recipe = Plain with
        {
            Steps = 40,
            ValidationCount = 20,
            LearningRate = rate,
            MovingAverageDecay = average,
            Patience = patience,
            EvaluateEvery = every,
        };
        int[] validation = [.. Enumerable.Range(0, 20)];
        int[] test = [.. Enumerable.Range(0, Data.Test.Count)];
        int[] batch = new int[recipe.BatchSize];
        BatchSampler order = new(20, Data.Training.Count - 20, recipe.BatchSize, recipe.Seed);
        using TrainingRun start = new(recipe, Data, new(), CancellationToken.None);
        ReferenceNetwork network = new(recipe, Data.InputCount, Classes);
        CopyInitialValues(start, network);
        ReferenceTrainer reference = new(recipe, network, 40, order.StepsPerEpoch);
        List<(int Step, double Loss, double Accuracy, double TestLoss)> evaluations = [];
        for (int step = 0; step < 40; step++)
        {
            order.Fill(step, batch);
            reference.Step(Input(recipe, Data.Training, batch), Labels(Data.Training, batch));
            if ((step + 1) % every != 0 && step < 39) continue;
            var (loss, accuracy) = reference.Evaluate(
                Input(recipe, Data.Training, validation), Labels(Data.Training, validation));
            evaluations.Add((step + 1, loss, accuracy,
                reference.Evaluate(Input(recipe, Data.Test, test), Labels(Data.Test, test)).Loss));
        }
        int stop = Enumerable.Range(0, evaluations.Count).Select(i => (int?)i).FirstOrDefault(
            i => i >= patience && evaluations.Take(i.Value + 1).Select(e => e.Loss).Min()
                == evaluations.Take(i.Value + 1 - patience).Select(e => e.Loss).Min()) ?? evaluations.Count - 1;
        var best = evaluations.Take(stop + 1).MinBy(e => e.Loss);
        // Otherwise the test would not test anything.
        Assert.Equal(patience < 100, stop < evaluations.Count - 1);
        Assert.True(best.Step < evaluations[stop].Step);

        TrainingResult result = Trainer.Run(recipe, Data, null, TestContext.Current.CancellationToken);
        Assert.Equal(evaluations[stop].Step, result.Steps);
        Assert.Equal(stop + 1, result.GetHistory().Count);
        Assert.Equal(best.Accuracy, result.ValidationAccuracy);
        AssertClose("test loss", best.TestLoss, result.TestLoss, 1e-5);
        Assert.Equal(
            Trainer.Run(
                recipe with { Steps = best.Step, Patience = 0 }, Data, null, TestContext.Current.CancellationToken)
                .WeightHash,
            result.WeightHash);
    }

    private static int[] Labels(ExampleSet images, int[] indices) => [.. indices.Select(i => (int)images.Labels[i])];

    private static void Follow(TrainingRecipe recipe, int threads, bool? skipZeros, double tolerance)
    {
        using TrainingRun run = new(
            recipe, Data, new TrainingOptions { Threads = threads, SkipZeros = skipZeros }, CancellationToken.None);
        int count = Data.Training.Count - recipe.ValidationCount;
        BatchSampler order = new(recipe.ValidationCount, count, recipe.BatchSize, recipe.Seed);
        ReferenceNetwork network = new(recipe, Data.InputCount, Classes);
        CopyInitialValues(run, network);
        ReferenceTrainer reference = new(recipe, network, Steps, order.StepsPerEpoch);
        int[] indices = new int[recipe.BatchSize];
        for (int step = 0; step < Steps; step++)
        {
            order.Fill(step, indices);
            Assert.True(run.Step());
            int epoch = step / order.StepsPerEpoch;
            double[][] input =
            [
                .. indices.Select(i => Scale(recipe, ReferenceAugmentation.Pixels(recipe, Data, i, epoch))),
            ];
            for (int layer = 0; layer < network.Dropouts.Count; layer++)
                network.Dropouts[layer].Kept = DropoutMask.Kept(
                    recipe.Seed, step, layer, recipe.BatchSize, recipe.HiddenLayers[layer], recipe.Dropout);
            double loss = reference.Step(input, [.. indices.Select(i => (int)Data.Training.Labels[i])]);
            AssertClose($"loss of step {step}", loss, run.Loss, tolerance);
        }
        Compare(run, reference, tolerance);

        int[] all = [.. Enumerable.Range(0, Data.Test.Count)];
        (double testLoss, double accuracy) = run.Test();
        (double expectedLoss, double expectedAccuracy) =
            reference.Evaluate(Input(recipe, Data.Test, all), [.. all.Select(i => (int)Data.Test.Labels[i])]);
        AssertClose("test loss", expectedLoss, testLoss, tolerance);
        Assert.Equal(expectedAccuracy, accuracy);
    }

    private static void Compare(TrainingRun run, ReferenceTrainer reference, double tolerance)
    {
        IReadOnlyList<ParameterBlock> blocks = run.Network.Parameters;
        Assert.Equal(reference.Network.Parameters.Count, blocks.Count);
        for (int p = 0; p < blocks.Count; p++)
        {
            ReferenceParameter parameter = Counterpart(blocks[p], reference.Network);
            AssertClose($"{parameter}", parameter.Value, blocks[p].Read(blocks[p].Values), tolerance);
            if (blocks[p].Average is not { } average) continue;
            double[] expected = reference.Average.Values[reference.Network.Parameters.ToList().IndexOf(parameter)];
            AssertClose($"average of {parameter}", expected, blocks[p].Read(average), tolerance);
        }
        IReadOnlyList<LayerBuffer> buffers = run.Network.Buffers;
        Assert.Equal(2 * reference.Network.BatchNorms.Count, buffers.Count);
        for (int i = 0; i < buffers.Count; i++)
        {
            ReferenceBatchNorm norm = reference.Network.BatchNorms[i / 2];
            double[] expected = i % 2 == 0 ? norm.RunningMean : norm.RunningVariance;
            AssertClose(buffers[i].Name, expected, buffers[i].Values.Span.ToArray(), tolerance);
        }
    }

    private static void CopyInitialValues(TrainingRun run, ReferenceNetwork network)
    {
        foreach (ParameterBlock block in run.Network.Parameters)
        {
            double[] target = Counterpart(block, network).Value;
            float[] values = block.Read(block.Values);
            for (int i = 0; i < target.Length; i++) target[i] = values[i];
        }
    }

    private static ReferenceParameter Counterpart(ParameterBlock block, ReferenceNetwork network) =>
        network.Parameters.Single(p => p.Layer == block.Layer && p.Kind.ToString() == block.Kind.ToString());

    private static double[][] Input(TrainingRecipe recipe, ExampleSet images, int[] indices) =>
        [.. indices.Select(i => Scale(recipe, images.ByteRow(i).ToArray()))];

    private static double[] Scale(TrainingRecipe recipe, byte[] pixels)
    {
        double mean = 0;
        double deviation = 255;
        if (recipe.Standardize)
        {
            byte[] trained = Data.Training.Bytes[(recipe.ValidationCount * Data.InputCount)..].ToArray();
            mean = trained.Average(pixel => (double)pixel);
            deviation = Math.Sqrt(trained.Average(pixel => (pixel - mean) * (pixel - mean)));
        }
        return [.. pixels.Select(p => (p - mean) / deviation)];
    }

    private static void AssertClose(string name, double[] expected, float[] actual, double tolerance)
    {
        Assert.True(actual.Length >= expected.Length);
        for (int i = 0; i < expected.Length; i++) AssertClose($"{name}[{i}]", expected[i], actual[i], tolerance);
    }

    private static void AssertClose(string name, double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{name} is {actual}, and {expected} in the reference");

    private static Dataset NewDataset()
    {
        System.Random random = new(1);
        return new Dataset("random", 5, 7, Classes, NewImages(random, 65), NewImages(random, 20));
    }

    /// <summary>Random images, half of their pixels zero, with random labels.</summary>
    private static ExampleSet NewImages(System.Random random, int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * 35).Select(_ => (byte)(random.Next(2) * random.Next(256)))];
        return new ExampleSet(pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(Classes))], 35);
    }
}
