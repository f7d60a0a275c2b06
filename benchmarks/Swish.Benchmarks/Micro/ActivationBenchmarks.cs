using BenchmarkDotNet.Attributes;
using Swish.Activations;

namespace Swish.Benchmarks.Micro;

/// <summary>
/// Measures each fixed activation over 50,000 elements between −4 and 4: the value, and the value with the derivative.
/// </summary>
public class ActivationBenchmarks
{
    private const int Count = 50_000;

    private readonly float[] _input = new float[Count];
    private readonly float[] _value = new float[Count];
    private readonly float[] _derivative = new float[Count];
    private Activation _activation = ActivationCatalog.Parse("Identity");

    public static IEnumerable<string> Names =>
        ActivationCatalog.All.Where(info => !info.IsLearnable).Select(info => info.Name);

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _activation = ActivationCatalog.Parse(Name);
        System.Random random = new(1);
        foreach (ref float value in _input.AsSpan()) value = (float)(8 * random.NextDouble() - 4);
    }

    [Benchmark]
    public void Value() => _activation.Evaluate(new ActivationPass { Input = _input, Value = _value });

    [Benchmark]
    public void ValueAndDerivative() =>
        _activation.Evaluate(new ActivationPass { Input = _input, Value = _value, FirstDerivative = _derivative });
}
