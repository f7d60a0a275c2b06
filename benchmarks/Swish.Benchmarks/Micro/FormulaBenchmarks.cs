using BenchmarkDotNet.Attributes;
using Swish.Activations;

namespace Swish.Benchmarks.Micro;

/// <summary>
/// Measures formulas, which are evaluated in tiles of doubles, and the built-in Swish: the eight formulas of the Swish
/// paper (the first is a gate, which is evaluated in float) and two slow ones. The input is 50,000 elements between −4
/// and 4 in panels of 100 rows, as in training. Measured are the value, and the value with the derivatives with respect
/// to x and the learnable parameters.
/// </summary>
public class FormulaBenchmarks
{
    private const int Count = 50_000 / PanelLength * PanelLength;
    private const int PanelLength = 3200;

    private readonly float[] _input = new float[Count];
    private readonly float[] _value = new float[Count];
    private readonly float[] _derivative = new float[Count];
    private float[] _trained = [];
    private float[] _parameterGradient = [];
    private Activation _activation = ActivationCatalog.Parse("Identity");

    [Params(
        "Swish", "{x*sigmoid(beta*x); beta=1 per unit}", "{max(x, sigmoid(x))}", "{cos(x)-x}", "{min(x, sin(x))}",
        "{atan(x)^2-x}", "{max(x, tanh(x))}", "{sinc(x)+x}", "{x*asinh(x)^2}",
        "{sigmoid(beta*x)*(x+beta2); beta=1 per unit; beta2=0 per unit}", "{softplus(x)*tanh(x)}")]
    public string Formula { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _activation = ActivationCatalog.Parse(Formula);
        _trained = [.. _activation.LearnableParameters.SelectMany(c => Enumerable.Repeat((float)c.Value, 32))];
        _parameterGradient = new float[PanelLength * _activation.LearnableParameters.Count];
        System.Random random = new(1);
        foreach (ref float value in _input.AsSpan()) value = (float)(8 * random.NextDouble() - 4);
    }

    [Benchmark]
    public void Value()
    {
        for (int start = 0; start < Count; start += PanelLength)
        {
            _activation.Evaluate(new ActivationPass
            {
                Input = _input.AsSpan(start, PanelLength), Parameters = _trained,
                Value = _value.AsSpan(start, PanelLength),
            });
        }
    }

    [Benchmark]
    public void ValueAndDerivatives()
    {
        for (int start = 0; start < Count; start += PanelLength)
        {
            _activation.Evaluate(new ActivationPass
            {
                Input = _input.AsSpan(start, PanelLength), Parameters = _trained,
                Value = _value.AsSpan(start, PanelLength),
                FirstDerivative = _derivative.AsSpan(start, PanelLength), ParameterGradient = _parameterGradient,
            });
        }
    }
}
