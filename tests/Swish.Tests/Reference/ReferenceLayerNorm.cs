namespace Swish.Tests.Reference;

/// <summary>y = γ(x − mean)/√(variance + ε) + β with mean and variance of the features of each example.</summary>
internal sealed class ReferenceLayerNorm(int layer, int units) : IReferenceLayer
{
    private const double Epsilon = 1e-5;

    private double[][] _normalized = [];
    private double[] _inverseStd = [];

    public ReferenceParameter Scale { get; } =
        new(ParameterKind.NormScale, layer, [.. Enumerable.Repeat(1.0, units)]);

    public ReferenceParameter Shift { get; } = new(ParameterKind.NormShift, layer, new double[units]);

    public IEnumerable<ReferenceParameter> Parameters => [Scale, Shift];

    public double[][] Forward(double[][] input, bool training)
    {
        double[] means = [.. input.Select(row => row.Average())];
        _inverseStd =
            [.. input.Zip(means, (row, mean) => 1 / Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + Epsilon))];
        _normalized = [.. input.Select((row, n) => row.Select(x => (x - means[n]) * _inverseStd[n]).ToArray())];
        return [.. _normalized.Select(row => row.Select((x, i) => Scale.Value[i] * x + Shift.Value[i]).ToArray())];
    }

    public double[][] Backward(double[][] outputGradient)
    {
        Array.Clear(Scale.Gradient);
        Array.Clear(Shift.Gradient);
        return
        [
            .. outputGradient.Select((error, n) =>
            {
                double[] normalized = _normalized[n], scaled = [.. error.Select((e, i) => e * Scale.Value[i])];
                for (int i = 0; i < units; i++)
                {
                    Shift.Gradient[i] += error[i];
                    Scale.Gradient[i] += error[i] * normalized[i];
                }
                double mean = scaled.Average(), slope = scaled.Zip(normalized, (s, x) => s * x).Average();
                return scaled.Select((s, i) => _inverseStd[n] * (s - mean - normalized[i] * slope)).ToArray();
            }),
        ];
    }
}
