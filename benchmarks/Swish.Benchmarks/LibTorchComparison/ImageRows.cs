using Swish.Activations;
using Swish.Data;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Recipes;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Measures training steps of networks of images, compared with libtorch in both memory formats. Random images have the
/// size of those of CIFAR-10.
/// </summary>
internal static class ImageRows
{
    /// <summary>The name of all rows.</summary>
    public const string Name = "images";

    /// <summary>The names of the rows of one network.</summary>
    public static readonly string[] Names = ["resnet32", "lenet5", "mobilenet", "inception", "nasnet"];

    private const int CheckSteps = 10;

    private static readonly (string Network, string Activation, int Batch, int Threads, double? MinimumRatio)[]
        Workloads =
    [
        ("ResNet32", "ReLU", 128, 1, 1.5), ("ResNet32", "Swish", 128, 1, null), ("ResNet32", "ReLU", 128, 2, 1.5),
        ("LeNet5", "ReLU", 64, 1, 2), ("MobileNet(width=0.5)", "ReLU", 64, 1, 1.5), ("Inception", "ReLU", 64, 1, null),
        ("NASNet", "ReLU", 64, 1, null),
    ];

    public static void Measure(Measurement measurement, LibTorchOptions options, Dataset mnist, bool torch)
    {
        Dataset colors = RandomImages();
        foreach ((string network, string activation, int batch, int threads, double? minimumRatio) in Workloads)
        {
            string name = Names.First(n => network.StartsWith(n, StringComparison.OrdinalIgnoreCase));
            if (!options.Wants(Name) && !options.Wants(name)) continue;
            Dataset dataset = network == "LeNet5" ? mnist : colors;
            TrainingRecipe recipe = new()
            {
                Activation = ActivationCatalog.Parse(activation),
                Network = NetworkDefinition.Parse(network),
                Initializer = InitializerKind.HeNormal,
                Optimizer = OptimizerKind.Momentum,
                LearningRate = 0.01,
                BatchSize = batch,
                ValidationCount = 0,
                Steps = 10_000,
            };
            string title = FormattableString.Invariant($"{network} {activation}, batch {batch}");
            // MobileNet amplifies rounding so much that two memory formats of libtorch differ by .1 in the third step.
            int checkSteps = network.StartsWith("MobileNet", StringComparison.Ordinal) ? 1 : CheckSteps;
            if (torch && options.Check) Check(measurement, title, recipe, dataset, threads, checkSteps);
            using SwishTraining ours = new(recipe, dataset, threads, skipZeros: null);
            using TorchImageTraining? contiguous = torch ? new(recipe, dataset, threads, channelsLast: false) : null;
            using TorchImageTraining? channelsLast = torch ? new(recipe, dataset, threads, channelsLast: true) : null;
            WindowTimes[] times = AlternatingWindows.Measure(
                torch ? [ours.Step, contiguous!.Step, channelsLast!.Step] : [ours.Step], options.Windows,
                options.Seconds);
            LibTorchRow row = new() { Workload = title, Threads = threads, MinimumRatio = minimumRatio };
            measurement.Rows.Add(row.With(torch ? times[1] : null, times[0]));
            if (torch) measurement.Rows.Add((row with { Other = "libtorch, channels last" }).With(times[2], times[0]));
        }
    }

    private static void Check(
        Measurement measurement, string title, TrainingRecipe recipe, Dataset dataset, int threads, int steps)
    {
        foreach (bool channelsLast in (bool[])[false, true])
        {
            using TorchImageTraining other = new(recipe, dataset, threads, channelsLast);
            using SwishTraining ours = new(recipe, dataset, threads, skipZeros: null);
            LearningCheck check = LearningCheck.Run(other, ours, steps);
            measurement.Checks[$"{title}, {threads} threads{(channelsLast ? ", channels last" : "")}"] = check;
            Console.Error.WriteLine($"{title}: {check}");
        }
    }

    private static Dataset RandomImages()
    {
        ExampleShape shape = ExampleShape.OfImage(3, 32, 32);
        return new("random", shape, 10, Images(1024), Images(10));

        ExampleSet Images(int count)
        {
            System.Random random = new(count);
            byte[] pixels = new byte[count * shape.InputCount];
            random.NextBytes(pixels);
            return new(pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(10))], shape.InputCount);
        }
    }
}
