using System.Runtime.InteropServices;
using Swish.Activations.Gates;

namespace Swish.Tests.Activations.Gates;

/// <summary>Holds the spans of a pass over the inputs of <see cref="GateSamples"/>.</summary>
internal sealed class GateOutputs
{
    private readonly float[] _parameters;

    public GateOutputs(Gate gate, float[] x, float[] y)
    {
        _parameters = GateSamples.Parameters(gate);
        Value = [.. x];
        DerivativeY = [.. y];
        DerivativeX = new float[x.Length];
        ParameterGradient = new float[gate.LearnableParameters.Count * x.Length];
    }

    public float[] Value { get; }

    public float[] DerivativeX { get; }

    public float[] DerivativeY { get; }

    public float[] ParameterGradient { get; }

    /// <summary>A pass that computes the derivatives too.</summary>
    public GatePass Training => new()
    {
        X = Value,
        Y = DerivativeY,
        Parameters = _parameters,
        DerivativeX = DerivativeX,
        ParameterGradient = ParameterGradient,
    };

    /// <summary>A pass that computes only the value.</summary>
    public GatePass Evaluation => new() { X = Value, Y = DerivativeY, Parameters = _parameters };

    public int[] Bits =>
        [.. MemoryMarshal.Cast<float, int>([.. Value, .. DerivativeX, .. DerivativeY, .. ParameterGradient])];
}
