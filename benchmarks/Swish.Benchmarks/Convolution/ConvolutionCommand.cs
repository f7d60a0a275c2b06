using System.Diagnostics;
using System.Globalization;
using Swish.Activations;
using Swish.Benchmarks.Micro;
using Swish.Data;
using Swish.Kernels.Memory;
using Swish.Networks;
using Swish.Networks.Architectures;
using Swish.Networks.Layers;
using Swish.Networks.Specs;
using Swish.Parallelism;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Benchmarks.Convolution;

/// <summary>
/// Measures the products of convolutions compared with the processor's peak of multiply-adds, and the training steps of
/// networks, on one thread. Times are the shortest of several windows.
/// </summary>
internal static class ConvolutionCommand
{
    // Few images, so that a window is shorter than the time slices of a busy system.
    private const int Batch = 16;

    private static readonly (TensorShape Input, LayerSpec Layer)[] Products =
    [
        (new(16, 32, 32), new ConvolutionSpec(16, 3) { HasBias = false }),
        (new(32, 16, 16), new ConvolutionSpec(32, 3) { HasBias = false }),
        (new(64, 8, 8), new ConvolutionSpec(64, 3) { HasBias = false }),
        (new(3, 32, 32), new ConvolutionSpec(16, 3) { HasBias = false }),
        (new(16, 32, 32), new ConvolutionSpec(32, 3) { HasBias = false, Stride = 2 }),
        (new(64, 16, 16), new ConvolutionSpec(128, 1) { HasBias = false }),
        (new(512, 4, 4), new ConvolutionSpec(512, 1) { HasBias = false }),
        (new(1, 28, 28), new ConvolutionSpec(6, 5)),
        (new(64, 16, 16), new DepthwiseConvolutionSpec(3) { HasBias = false }),
    ];

    private static readonly (string Network, string Activation, int Channels, int Size, int Batch)[] Networks =
    [
        ("ResNet32", "ReLU", 3, 32, 128), ("ResNet32", "Swish", 3, 32, 128), ("ResNet20", "ReLU", 3, 32, 128),
        ("LeNet5", "ReLU", 1, 28, 64), ("MobileNet(width=0.5)", "ReLU", 3, 32, 64), ("Inception", "ReLU", 3, 32, 64),
        ("NASNet", "ReLU", 3, 32, 64),
    ];

    /// <returns>0; 64 for an invalid command line.</returns>
    public static int Run(string[] args)
    {
        string only = "";
        int windows = 200, threads = 1;
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--only": only = args[i + 1]; break;
                case "--windows": windows = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--threads": threads = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                default: return Usage();
            }
        }
        if (args.Length % 2 != 0) return Usage();
        if (only is "" or "products") MeasureProducts(windows);
        foreach ((string network, string activation, int channels, int size, int batch) in Networks)
            if (only is "" || $"{network} {activation}".Contains(only, StringComparison.OrdinalIgnoreCase))
                MeasureStep(network, activation, channels, size, batch, windows, threads);
        return 0;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("usage: convolution [--only products|NETWORK] [--windows N] [--threads N]");
        return 64;
    }

    private static void MeasureProducts(int windows)
    {
        Console.WriteLine("| product | forward | by inputs | by weights | backward | peak |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach ((TensorShape input, LayerSpec layer) in Products)
        {
            NetworkSpec spec = new()
            {
                Input = input, Layers = new([layer]), BatchSize = Batch, Initializer = InitializerKind.HeNormal,
                InitializerDeviation = 1, InitialBias = 0, Seed = 1, MomentCount = 0, Averages = false,
                KeepsWeightGradients = false,
            };
            LayerContext context = new(spec, new());
            IImageProduct product = layer is ConvolutionSpec convolution
                ? new ConvolutionProduct(context, input, convolution)
                : new DepthwiseProduct(context, input, (DepthwiseConvolutionSpec)layer);
            using WorkerTeam team = new(1, CancellationToken.None);
            product.Initialize(team, CancellationToken.None);
            product.PrepareBackward();
            PanelBuffer scratch = new((int)product.ScratchLength);
            PanelBuffer x = Random(Batch * input.ImageLength), dx = new(x.Length);
            PanelBuffer y = new(Batch * product.OutputShape.ImageLength), dy = Random(y.Length);
            int a = input.ImageLength, b = product.OutputShape.ImageLength;
            double multiplyAdds = layer.MultiplyAdds(input) * Batch;
            double peak = double.MaxValue, forward = peak, weights = peak, both = peak;
            for (int window = 0; window < windows; window++)
            {
                peak = Math.Min(peak, Time(() => FmaPeak.Run((long)multiplyAdds)));
                forward = Math.Min(forward, Time(() => Each(
                    n => product.Forward(x.Span.Slice(n * a, a), y.Span.Slice(n * b, b), false, scratch.Span))));
                weights = Math.Min(weights, Time(() => Each(
                    n => product.Backward(n, x.Span.Slice(n * a, a), dy.Span.Slice(n * b, b), default, scratch.Span))));
                both = Math.Min(both, Time(() => Each(
                    n => product.Backward(n, x.Span.Slice(n * a, a), dy.Span.Slice(n * b, b), dx.Span.Slice(n * a, a), scratch.Span))));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {input} {layer} | {Rate(forward)} | {Rate(both - weights)} | {Rate(weights)} | {Rate(both / 2)} | ")
                + $"{Rate(peak)} |");

            string Rate(double seconds) => string.Create(
                CultureInfo.InvariantCulture,
                $"{2e-9 * multiplyAdds / seconds:f1} ({peak / seconds:p0})");
        }
    }

    private static void MeasureStep(
        string network, string activation, int channels, int size, int batch, int windows, int threads)
    {
        ExampleShape shape = ExampleShape.OfImage(channels, size, size);
        Dataset dataset = new("random", shape, 10, Images(shape, 512), Images(shape, 10));
        TrainingRecipe recipe = new()
        {
            Activation = ActivationCatalog.Parse(activation), Network = NetworkDefinition.Parse(network),
            Initializer = InitializerKind.HeNormal, BatchSize = batch, LearningRate = 0.01,
            Optimizer = OptimizerKind.Momentum, Steps = 10_000, ValidationCount = 0,
        };
        using TrainingRun run = new(recipe, dataset, new() { Threads = threads }, CancellationToken.None);
        double step = double.MaxValue, processor = double.MaxValue;
        using Process process = Process.GetCurrentProcess();
        for (int window = 0; window < Math.Max(5, windows / 10); window++)
        {
            TimeSpan before = process.TotalProcessorTime;
            step = Math.Min(step, Time(() => run.Step()));
            process.Refresh();
            processor = Math.Min(processor, (process.TotalProcessorTime - before).TotalSeconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{network} {activation}, batch {batch}, {threads} threads: {1e3 * step:f1} ms, "
            + $"{1e3 * processor:f1} ms of processor time, "
            + $"{NetworkSize.Measure(recipe, dataset).MultiplyAdds * 6e-9 * batch / processor:f1} GFLOP/s"));
    }

    private static void Each(Action<int> action)
    {
        for (int n = 0; n < Batch; n++) action(n);
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static PanelBuffer Random(int length)
    {
        System.Random random = new(length);
        PanelBuffer values = new(length);
        foreach (ref float value in values.Span) value = (float)(random.NextDouble() - 0.5);
        return values;
    }

    private static ExampleSet Images(ExampleShape shape, int count)
    {
        System.Random random = new(count);
        byte[] pixels = new byte[count * shape.InputCount];
        random.NextBytes(pixels);
        return new(pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(10))], shape.InputCount);
    }
}
