using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Swish.Activations;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Data;
using Swish.Models;
using Swish.Recipes;
using Swish.Training;

namespace Swish.Benchmarks.Predict;

/// <summary>
/// Measures the evaluation of trained networks on test images of MNIST in batches of 1,000, on one thread, beside ONNX
/// Runtime with the same network in a file. Both sides get raw pixels; ONNX Runtime as floats, which are not converted in
/// its time.
/// </summary>
internal static class PredictCommand
{
    private const int BatchSize = 1000;

    /// <returns>0; 1 if the logits of both sides differ; 64 for an invalid command line.</returns>
    public static int Run(string[] args)
    {
        int windows = 15;
        double seconds = 0.5;
        switch (args)
        {
            case []: break;
            case ["--quick"]: (windows, seconds) = (5, 0.1); break;
            default:
                Console.Error.WriteLine("usage: predict [--quick]   networks beside ONNX Runtime, on one thread");
                return 64;
        }
        Dataset mnist = MnistDataset.LoadShipped();
        Console.WriteLine($"{Machine.Describe()}, ONNX Runtime {OrtEnv.Instance().GetVersionString()}");
        Console.WriteLine("| network | ONNX Runtime, images/s | pixels as bytes, images/s | ratio | pixels as floats, images/s | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        bool agree = true;
        foreach (string recipe in (string[])["Synced2017Shallow", "Synced2017Deep"])
            foreach (string activation in (string[])["ReLU", "Swish"])
                agree &= Measure(recipe, activation, mnist, windows, seconds);
        return agree ? 0 : 1;
    }

    private static bool Measure(string name, string activation, Dataset mnist, int windows, double seconds)
    {
        TrainingRecipe recipe = RecipeCatalog.Create(name).Expand()[0] with
        {
            Activation = ActivationCatalog.Parse(activation),
            Steps = 20,
        };
        TrainedNetwork network = Trainer.Run(recipe, mnist, new() { KeepsNetwork = true }).GetNetwork()!;
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{NetworkFile.Extension}");
        try
        {
            NetworkFile.Write(network, path);
            using SessionOptions options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            using InferenceSession session = new(path, options);
            return Measure(network, session, mnist, windows, seconds);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Measure(
        TrainedNetwork network, InferenceSession session, Dataset mnist, int windows, double seconds)
    {
        float[] pixels = Array.ConvertAll(
            mnist.Test.Bytes[..(BatchSize * mnist.InputCount)].ToArray(), pixel => (float)pixel);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            pixels, [BatchSize, mnist.Channels, mnist.Rows, mnist.Columns]);
        Dictionary<string, OrtValue> inputs = new() { ["input"] = input };
        using RunOptions options = new();
        float[] theirs = [], fromBytes = new float[BatchSize * network.Classes], fromFloats = new float[fromBytes.Length];
        using NetworkPredictor predictor = network.CreatePredictor();
        WindowTimes[] times = AlternatingWindows.Measure(
        [
            () =>
            {
                using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, inputs, ["logits"]);
                if (theirs.Length == 0) theirs = outputs[0].GetTensorDataAsSpan<float>().ToArray();
            },
            () => predictor.Evaluate(mnist.Test, 0, BatchSize, fromBytes),
            () => predictor.Evaluate(pixels, fromFloats),
        ], windows, seconds);
        double difference = theirs.Zip(fromBytes, (a, b) => Math.Abs(a - b)).Max() / theirs.Max(Math.Abs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {network} | {Rate(times[0]):N0} | {Rate(times[1]):N0} | {Ratio(times[1]):F2} | {Rate(times[2]):N0} "
            + $"| {Ratio(times[2]):F2} |"));
        if (difference < 1e-5 && fromBytes.AsSpan().SequenceEqual(fromFloats)) return true;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The logits differ by {difference:G3}."));
        return false;

        // Each window with the one beside it.
        double Ratio(WindowTimes ours) => Sample.Median(times[0].Seconds.Zip(ours.Seconds, (a, b) => a / b));
    }

    private static double Rate(WindowTimes times) => BatchSize / Sample.Median(times.Seconds);
}
