using System.Numerics;
using Swish.Activations;
using static TorchSharp.torch;

namespace Swish.Benchmarks.LibTorchComparison;

/// <summary>
/// Measures each activation that both sides have: y = f(x) and the gradient dy·f′(x) for 50,000 elements. libtorch does
/// a forward and a backward call through autograd, this library one fused pass and a product.
/// </summary>
internal static class ActivationRows
{
    public const string Name = "activations";

    private const int Count = 50_000;
    private const double MinimumRatio = 1.5;

    /// <summary>Returns one row per activation, and one with the geometric mean of their ratios.</summary>
    public static IEnumerable<LibTorchRow> Measure(LibTorchOptions options, bool torch)
    {
        System.Random random = new(1);
        float[] input = [.. Enumerable.Range(0, Count).Select(_ => (float)(8 * random.NextDouble() - 4))];
        float[] error = [.. Enumerable.Range(0, Count).Select(_ => (float)(random.NextDouble() - 0.5))];
        List<double> logarithms = [];
        foreach (string name in ActivationCatalog.All.Select(info => info.Name).Where(TorchActivation.Has))
        {
            Activation activation = ActivationCatalog.Parse(name);
            Action ours = OurPass(activation, input, error);
            Action[] alternatives = torch ? [ours, TorchPass(activation, input, error)] : [ours];
            WindowTimes[] times = AlternatingWindows.Measure(alternatives, options.Windows, options.Seconds / 4);
            LibTorchRow row = new LibTorchRow
            {
                Workload = $"{name}, value and gradient, {Count} elements", MinimumRatio = MinimumRatio,
            }
                .With(torch ? times[1] : null, times[0]);
            if (row.Ratio is { } ratio) logarithms.Add(Math.Log(ratio));
            yield return row;
        }
        if (logarithms.Count > 0)
            yield return new()
            {
                Workload = "all activations, geometric mean", Ratio = Math.Exp(logarithms.Average()),
                MinimumRatio = MinimumRatio,
            };
    }

    private static Action OurPass(Activation activation, float[] input, float[] error)
    {
        float[] value = new float[Count];
        float[] gradient = new float[Count];
        return () =>
        {
            activation.Evaluate(new ActivationPass { Input = input, Value = value, FirstDerivative = gradient });
            for (int i = 0; i < Count; i += Vector<float>.Count)
                (new Vector<float>(gradient, i) * new Vector<float>(error, i)).CopyTo(gradient, i);
        };
    }

    private static Action TorchPass(Activation activation, float[] input, float[] error)
    {
        set_num_threads(1);
        Tensor x = tensor(input, requires_grad: true);
        Tensor outputGradient = tensor(error);
        return () =>
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            x.grad = null;
            TorchActivation.Apply(activation, x).backward([outputGradient]);
        };
    }
}
