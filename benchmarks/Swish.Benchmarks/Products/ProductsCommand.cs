using System.Globalization;
using Swish.Benchmarks.LibTorchComparison;
using Swish.Benchmarks.Micro;
using TorchSharp;
using static TorchSharp.torch;

namespace Swish.Benchmarks.Products;

/// <summary>
/// Compares the three matrix products of dense layers with OpenBLAS and with libtorch, on one thread and in alternating
/// windows, so that a ratio does not depend on how one library treats a processor.
/// </summary>
internal static class ProductsCommand
{
    private const string Usage = """
        usage: products [--windows N] [--seconds S]
          --windows  windows of each library, in turn (default 15)
          --seconds  how long a window lasts (default 0.1)
        """;

    private static readonly (int Batch, int Inputs, int Outputs)[] Shapes =
        [(100, 500, 500), (32, 1024, 1024), (512, 1024, 1024), (128, 64, 64)];

    /// <returns>0; 64 for an invalid command line.</returns>
    public static int Run(string[] args)
    {
        Dictionary<string, string> options = [];
        for (int i = 0; i + 1 < args.Length; i += 2) options[args[i]] = args[i + 1];
        if (args.Length % 2 != 0 || options.Keys.Except(["--windows", "--seconds"]).Any())
        {
            Console.Error.WriteLine(Usage);
            return 64;
        }
        int windows = (int)Number("--windows", 15);
        double seconds = Number("--seconds", 0.1);
        string? blas = OpenBlas.Load();
        bool torch = TorchLibrary.LoadError() is null;
        if (torch) set_num_threads(1);
        Console.WriteLine($"{Machine.Describe()}; {blas ?? "no OpenBLAS"}\n");
        Console.WriteLine(
            "| batch, inputs, outputs | product | OpenBLAS µs | libtorch µs | Swish µs | OpenBLAS/Swish | libtorch/Swish "
            + "| of the peak |");
        Console.WriteLine("| --- | --- | --: | --: | --: | --: | --: | --: |");
        foreach ((int batch, int inputs, int outputs) in Shapes)
            Measure(batch, inputs, outputs, blas is not null, torch, windows, seconds);
        return 0;

        double Number(string name, double otherwise) => options.TryGetValue(name, out string? text)
            ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Measure(
        int batch, int inputs, int outputs, bool blas, bool torch, int windows, double seconds)
    {
        LayerProducts ours = new(batch, inputs, outputs);
        float[] x = Random(batch * inputs), w = Random(inputs * outputs), dy = Random(batch * outputs);
        float[] y = new float[batch * outputs], dx = new float[batch * inputs], dw = new float[inputs * outputs];
        using DisposeScope? scope = torch ? NewDisposeScope() : null;
        // Weights as [inputs, outputs] on both sides, so that only the product for the gradient of the inputs transposes.
        Tensor? xs = torch ? tensor(x).view(batch, inputs) : null, ws = torch ? tensor(w).view(inputs, outputs) : null;
        Tensor? dys = torch ? tensor(dy).view(batch, outputs) : null;
        Tensor? ys = torch ? empty(batch, outputs) : null, dxs = torch ? empty(batch, inputs) : null;
        Tensor? dws = torch ? empty(inputs, outputs) : null;
        (string Name, Action Ours, Action Blas, Action Torch)[] products =
        [
            (
                "outputs", ours.Forward, () => OpenBlas.MatMul(batch, outputs, inputs, x, false, w, false, y),
                () => Into(ys!, xs!, ws!)),
            (
                "gradient of the inputs", ours.Backward,
                () => OpenBlas.MatMul(batch, inputs, outputs, dy, false, w, true, dx), () => Into(dxs!, dys!, ws!.t())),
            (
                "gradient of the weights", ours.Gradient,
                () => OpenBlas.MatMul(inputs, outputs, batch, x, true, dy, false, dw), () => Into(dws!, xs!.t(), dys!)),
        ];
        foreach ((string name, Action own, Action openBlas, Action libtorch) in products)
        {
            List<Action> actions = [own, () => FmaPeak.Run((long)batch * inputs * outputs)];
            if (blas) actions.Add(openBlas);
            if (torch) actions.Add(libtorch);
            WindowTimes[] times = AlternatingWindows.Measure(actions, windows, seconds);
            WindowTimes? other = blas ? times[2] : null, peer = torch ? times[^1] : null;
            Console.WriteLine(
                $"| {batch}, {inputs}, {outputs} | {name} | {Microseconds(other)} | {Microseconds(peer)} | "
                + $"{Microseconds(times[0])} | {Ratio(other, times[0])} | {Ratio(peer, times[0])} | "
                + $"{100 * double.Parse(Ratio(times[1], times[0]), CultureInfo.InvariantCulture):0} % |");
        }
    }

    // Allocates nothing, and with a factor of 0 does not read the target.
    private static void Into(Tensor target, Tensor a, Tensor b) => target.addmm_(a, b, 0, 1);

    private static string Microseconds(WindowTimes? times) =>
        times is null ? "" : (1e3 * times.Milliseconds).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ratio(WindowTimes? others, WindowTimes ours) =>
        others is null ? "" : Sample.Median([.. others.Seconds.Zip(ours.Seconds, (a, b) => a / b)])
            .ToString("0.00", CultureInfo.InvariantCulture);

    private static float[] Random(int count)
    {
        System.Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
