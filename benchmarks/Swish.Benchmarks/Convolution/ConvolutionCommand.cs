using System.Diagnostics;
using System.Globalization;
using Swish.Activations;
using Swish.Benchmarks.LibTorchComparison;
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
    private const int Batch = 16;

    // So few floating-point operations that a window is shorter than the time slices of a busy system.
    private const double WindowOperations = 1e8;

    private static readonly (TensorShape Input, LayerSpec Layer)[] Products =
    [
        (new(16, 32, 32), new ConvolutionSpec(16, 3) { HasBias = false }),
        (new(32, 16, 16), new ConvolutionSpec(32, 3) { HasBias = false }),
        (new(64, 8, 8), new ConvolutionSpec(64, 3) { HasBias = false }),
        (new(3, 32, 32), new ConvolutionSpec(16, 3) { HasBias = false }),
        (new(16, 32, 32), new ConvolutionSpec(32, 3) { HasBias = false, Stride = 2 }),
        (new(64, 16, 16), new ConvolutionSpec(128, 1) { HasBias = false }),
        (new(64, 32, 32), new ConvolutionSpec(32, 3) { HasBias = false }),
        (new(160, 16, 16), new ConvolutionSpec(48, 3) { HasBias = false }),
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
        string only = "", layers = "";
        int windows = 200, threads = 1;
        bool torch = false;
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--only": only = args[i + 1]; break;
                case "--windows": windows = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                case "--layers": layers = only = args[i + 1]; break;
                case "--torch": torch = bool.Parse(args[i + 1]); break;
                case "--threads": threads = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
                default: return Usage();
            }
        }
        if (args.Length % 2 != 0) return Usage();
        if (only is "" or "products") MeasureProducts(windows);
        if (only is "" or "passes") MeasurePasses(windows);
        foreach ((string network, string activation, int channels, int size, int batch) in Networks)
            if (layers != "" && $"{network} {activation}".Contains(layers, StringComparison.OrdinalIgnoreCase))
                MeasureLayers(network, activation, channels, size, batch, windows / 10);
        if (layers != "") return 0;
        foreach ((string network, string activation, int channels, int size, int batch) in Networks)
            if (only is "" || $"{network} {activation}".Contains(only, StringComparison.OrdinalIgnoreCase))
                MeasureStep(network, activation, channels, size, batch, windows, threads, torch);
        return 0;
    }

    private static int Usage()
    {
        Console.Error.WriteLine(
            "usage: convolution [--only products|passes|NETWORK] [--layers NETWORK] [--windows N] [--threads N] "
            + "[--torch true]");
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
            ImageProduct product = layer is ConvolutionSpec convolution
                ? new ConvolutionProduct(context, input, convolution)
                : new DepthwiseProduct(context, input, (DepthwiseConvolutionSpec)layer);
            using WorkerTeam team = new(1, CancellationToken.None);
            product.Initialize(team, CancellationToken.None);
            product.PrepareBackward();
            PanelBuffer scratch = new((int)product.ScratchLength);
            PanelBuffer x = Random(Batch * input.ImageLength), dx = new(x.Length);
            PanelBuffer y = new(Batch * product.OutputShape.ImageLength), dy = Random(y.Length);
            int a = input.ImageLength, b = product.OutputShape.ImageLength;
            int count = (int)Math.Clamp(WindowOperations / (2 * layer.MultiplyAdds(input)), 1, Batch);
            double multiplyAdds = layer.MultiplyAdds(input) * count;
            double peak = double.MaxValue, forward = peak, weights = peak, both = peak;
            for (int window = 0; window < windows; window++)
            {
                peak = Math.Min(peak, Time(() => FmaPeak.Run((long)multiplyAdds)));
                forward = Math.Min(forward, Time(() => Each(count,
                    n => product.Forward(x.Span.Slice(n * a, a), y.Span.Slice(n * b, b), false, scratch.Span))));
                weights = Math.Min(weights, Time(() => Each(count,
                    n => product.Backward(n, x.Span.Slice(n * a, a), dy.Span.Slice(n * b, b), default, scratch.Span))));
                both = Math.Min(both, Time(() => Each(count,
                    n => product.Backward(
                        n, x.Span.Slice(n * a, a), dy.Span.Slice(n * b, b), dx.Span.Slice(n * a, a), scratch.Span))));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {input} {layer} | {Rate(forward)} | {Rate(both - weights)} | {Rate(weights)} | {Rate(both / 2)} | ")
                + $"{Rate(peak)} |");

            string Rate(double seconds) => string.Create(
                CultureInfo.InvariantCulture,
                $"{2e-9 * multiplyAdds / seconds:f1} ({peak / seconds:p0})");
        }
    }

    /// <summary>
    /// Measures the passes of a convolution with batch normalization and activation, in a batch of 128.
    /// </summary>
    private static void MeasurePasses(int windows)
    {
        const int batch = 128;
        Console.WriteLine(
            "| layer, µs for an image | forward | finish | backward output | backward input | products at peak |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach ((int channels, int size, string activation) in (ReadOnlySpan<(int, int, string)>)
            [(16, 32, "ReLU"), (16, 32, "Swish"), (32, 16, "ReLU"), (64, 8, "ReLU")])
        {
            ConvolutionSpec convolution = new(channels, 3) { HasBias = false };
            ActivateSpec function = new(ActivationCatalog.Parse(activation));
            NetworkSpec spec = new()
            {
                Input = new(channels, size, size), BatchSize = batch, Initializer = InitializerKind.HeNormal,
                Layers = new([
                    convolution, new BatchNormSpec(), function, convolution, new BatchNormSpec(), function,
                    new GlobalAveragePoolSpec(), new DenseSpec(10),
                ]),
                InitializerDeviation = 1, InitialBias = 0, Seed = 1, MomentCount = 0, Averages = false,
                KeepsWeightGradients = false,
            };
            using WorkerTeam team = new(1, CancellationToken.None);
            Network network = new(spec, team, CancellationToken.None);
            LayerInput images = new(Random(batch * spec.Input.ImageLength), batch, spec.Input);
            ushort[] labels = new ushort[batch];
            ILayer layer = network.Nodes[1].Layer;
            LayerInput[] inputs = network.InputsOf(1);
            PanelBuffer gradient = Random(layer.PartLength), other = new(layer.PartLength);
            double peak = Shortest(() => FmaPeak.Run((long)convolution.MultiplyAdds(spec.Input)), 100);
            double forward = 1, finish = 1, output = 1, input = 1;
            for (int window = 0; window < windows / 10; window++)
            {
                network.ForwardBackward(images, labels.AsSpan(), 0, out _);
                network.Forward(images, 0);
                forward = Math.Min(forward, Pass(n => layer.Forward(n, inputs, 0, network.Scratch[0])));
                layer.CombineForward();
                finish = Math.Min(finish, Pass(n => layer.FinishForward(n, inputs, network.Scratch[0])));
                output = Math.Min(
                    output, Pass(n => layer.BackwardOutput(n, inputs, gradient.Span, network.Scratch[0])));
                layer.CombineBackward();
                input = Math.Min(input, Pass(n => layer.BackwardInput(0, n, inputs, other.Span, network.Scratch[0])));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {channels}×{size}×{size} {activation} | {1e6 * forward:f1} | {1e6 * finish:f1} | ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"{1e6 * output:f1} | {1e6 * input:f1} | {1e6 * peak:f1} |"));

            // The shortest mean of 8 images, of all groups of a batch.
            static double Pass(Action<int> action)
            {
                double shortest = 1;
                for (int first = 0; first < batch; first += 8)
                {
                    int start = first;
                    shortest = Math.Min(shortest, Time(() =>
                    {
                        for (int n = start; n < start + 8; n++) action(n);
                    }) / 8);
                }
                return shortest;
            }
        }
    }

    /// <summary>Measures the passes of each layer of a network.</summary>
    private static void MeasureLayers(string network, string activation, int channels, int size, int batch, int windows)
    {
        ExampleShape shape = ExampleShape.OfImage(channels, size, size);
        Dataset dataset = new("random", shape, 10, Images(shape, 512), Images(shape, 10));
        NetworkSpec spec = RecipeNetwork.Spec(
            new TrainingRecipe
            {
                Activation = ActivationCatalog.Parse(activation), Network = NetworkDefinition.Parse(network),
                Initializer = InitializerKind.HeNormal, BatchSize = batch,
            },
            dataset);
        using WorkerTeam team = new(1, CancellationToken.None);
        Network built = new(spec, team, CancellationToken.None);
        LayerInput images = new(Random(batch * spec.Input.ImageLength), batch, spec.Input);
        ushort[] labels = new ushort[batch];
        WorkerScratch scratch = built.Scratch[0];
        Console.WriteLine($"| layer of {network}, ms | forward | finish | backward output | backward input | update |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        double[] total = new double[5];
        for (int node = 0; node < built.Nodes.Count; node++)
        {
            ILayer layer = built.Nodes[node].Layer;
            double[] best = new double[5];
            Array.Fill(best, 1e9);
            for (int window = 0; window < windows; window++)
            {
                built.ForwardBackward(images, labels.AsSpan(), 0, out _);
                built.Forward(images, 0);
                LayerInput[] inputs = built.InputsOf(node);
                PanelBuffer gradient = new(layer.PartLength);
                Best(0, () => Parts(layer.PartCount, n => layer.Forward(n, inputs, 0, scratch)));
                layer.CombineForward();
                Best(1, () => Parts(layer.PartCount, n => layer.FinishForward(n, inputs, scratch)));
                Best(2, () => Parts(layer.PartCount, n => layer.BackwardOutput(n, inputs, gradient.Span, scratch)));
                layer.CombineBackward();
                int source = built.Nodes[node].Inputs[0];
                int length = source < 0 ? 0 : built.Nodes[source].Layer.PartLength;
                int parts = source < 0 ? layer.PartCount : built.Nodes[source].Layer.PartCount;
                if (source >= 0 || layer.BackwardInputComputesParameters)
                    Best(3, () => Parts(
                        parts, n => layer.BackwardInput(0, n, inputs, scratch.Gradient[..length], scratch)));
                NoSink sink = new();
                Best(4, () => Parts(
                    layer.UpdateCount, n => layer.BackwardParameters(n, inputs, sink, scratch)));
            }
            for (int i = 0; i < 5; i++) total[i] += best[i] = best[i] > 1e8 ? 0 : 1e3 * best[i];
            Console.WriteLine($"| {layer.GetType().Name} {layer.OutputShape} | "
                + string.Join(" | ", best.Select(b => b.ToString("f3", CultureInfo.InvariantCulture))) + " |");

            void Best(int i, Action action) => best[i] = Math.Min(best[i], Time(action));
        }
        Console.WriteLine(
            "| all | " + string.Join(" | ", total.Select(b => b.ToString("f3", CultureInfo.InvariantCulture))) + " |");

        static void Parts(int count, Action<int> action)
        {
            for (int n = 0; n < count; n++) action(n);
        }
    }

    private sealed class NoSink : IGradientSink
    {
        public void Apply(ParameterBlock block, int offset, ReadOnlySpan<float> gradient)
        {
        }
    }

    private static double Shortest(Action action, int windows)
    {
        double shortest = double.MaxValue;
        for (int i = 0; i < windows; i++) shortest = Math.Min(shortest, Time(action));
        return shortest;
    }

    private static void MeasureStep(
        string network, string activation, int channels, int size, int batch, int windows, int threads,
        bool torch)
    {
        ExampleShape shape = ExampleShape.OfImage(channels, size, size);
        Dataset dataset = new("random", shape, 10, Images(shape, 512), Images(shape, 10));
        TrainingRecipe recipe = new()
        {
            Activation = ActivationCatalog.Parse(activation), Network = NetworkDefinition.Parse(network),
            Initializer = InitializerKind.HeNormal, BatchSize = batch, LearningRate = 0.01,
            Optimizer = OptimizerKind.Momentum, Steps = 10_000, ValidationCount = 0,
        };
        double multiplyAdds = NetworkSize.Measure(recipe, dataset).MultiplyAdds;
        using SwishTraining ours = new(recipe, dataset, threads, skipZeros: null);
        Measure("Swish", ours);
        if (!torch) return;
        using TorchImageTraining contiguous = new(recipe, dataset, threads, channelsLast: false);
        Measure("libtorch", contiguous);
        using TorchImageTraining channelsLast = new(recipe, dataset, threads, channelsLast: true);
        Measure("libtorch, channels last", channelsLast);

        // On a busy system, processor time is more reliable than elapsed time.
        void Measure(string library, ITraining training)
        {
            double step = double.MaxValue, processor = double.MaxValue;
            // Long enough for tiered compilation.
            long start = Stopwatch.GetTimestamp();
            for (int window = 0; window < 3 || Stopwatch.GetElapsedTime(start).TotalSeconds < windows / 20; window++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                step = Math.Min(step, Time(training.Step));
                processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{network} {activation}, batch {batch}, {threads} threads, {library}: {1e3 * step:f1} ms, ")
                + string.Create(CultureInfo.InvariantCulture,
                    $"{1e3 * processor:f1} ms of processor time, ")
                + string.Create(CultureInfo.InvariantCulture, $"{multiplyAdds * 6e-9 * batch / processor:f1} GFLOP/s"));
        }
    }

    private static void Each(int count, Action<int> action)
    {
        for (int n = 0; n < count; n++) action(n);
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
